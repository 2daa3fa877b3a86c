package dev.weir.schemas.config;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a {@code model_list} entry leads to. */
public sealed interface Target {
  /** The model as written in {@code litellm_params.model}. */
  String written();

  /**
   * A model of a provider.
   *
   * @param provider LiteLLM's name of the provider, such as {@code openai} or {@code hosted_vllm}:
   *     the label in metrics and events
   * @param kind which API it speaks
   * @param model the provider's own name of the model (for Azure, of the deployment)
   * @param apiKey null when none is configured (a local server)
   * @param apiBase null = the kind's public address; never null for Azure and for providers that
   *     have no public address
   * @param apiVersion Azure's {@code api-version}; null = the kind's default
   * @param extraHeaders sent with every call, in this order
   */
  record Provider(
      String written,
      String provider,
      ProviderKind kind,
      String model,
      @Nullable Secret apiKey,
      @Nullable URI apiBase,
      @Nullable String apiVersion,
      @Nullable String organization,
      Map<String, Secret> extraHeaders)
      implements Target {
    public Provider {
      extraHeaders = Collections.unmodifiableMap(new LinkedHashMap<>(extraHeaders));
    }
  }

  /**
   * Another group of the same file: a call to this entry is a call to one of that group's. (LiteLLM
   * drops such an entry.)
   */
  record GroupReference(String written) implements Target {
    /** The group's name. */
    public String group() {
      return written;
    }
  }
}
