package dev.weir.gateway.core;

import dev.weir.schemas.config.Secret;
import dev.weir.schemas.events.Route;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One {@code model_list} entry, ready to be called.
 *
 * @param id {@code model_info.id}, or derived from its parameters
 * @param group the {@code model_name} it serves
 * @param model the provider's name of the model (Azure: of the deployment)
 * @param apiBase base URL without trailing slash, such as {@code https://api.openai.com/v1}
 * @param apiVersion Azure's {@code api-version}
 * @param timeout whole call; null: the router's
 * @param price null: unknown
 * @param maxOutputTokens the most the model writes; what is held when the client gives no maximum
 */
public record Deployment(
    String id,
    String group,
    Provider provider,
    String model,
    URI apiBase,
    Secret apiKey,
    @Nullable String apiVersion,
    Map<String, String> extraHeaders,
    @Nullable Duration timeout,
    @Nullable Price price,
    long maxOutputTokens) {
  public Deployment {
    extraHeaders = Map.copyOf(extraHeaders);
  }

  /** As events name it. */
  public Route route() {
    return new Route(group, id, provider.label(), model);
  }
}
