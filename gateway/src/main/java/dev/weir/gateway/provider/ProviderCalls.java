package dev.weir.gateway.provider;

import dev.weir.gateway.core.Deployment;
import dev.weir.schemas.config.Mode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes calls: URL and authentication as each provider wants them. */
public final class ProviderCalls {
  private static final String ANTHROPIC_VERSION = "2023-06-01";

  private ProviderCalls() {}

  /**
   * A call of a deployment.
   *
   * @param mode what its model is asked to do
   * @param body in the provider's protocol
   * @param clientHeaders by lower-case name; of them only {@code anthropic-version} and {@code
   *     anthropic-beta} are passed on, and only to Anthropic
   * @param traceparent of this attempt; null: the provider is not told
   * @throws IllegalArgumentException if the deployment has no usable URL, key or header
   */
  public static ProviderCall of(
      Deployment deployment,
      Mode mode,
      boolean stream,
      byte[] body,
      Map<String, String> clientHeaders,
      @Nullable String traceparent) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("content-type", "application/json");
    headers.put("accept", stream ? "text/event-stream" : "application/json");
    headers.put("accept-encoding", "identity");
    headers.put("user-agent", "weir");
    if (traceparent != null) {
      headers.put("traceparent", traceparent);
    }
    authenticate(deployment, clientHeaders, headers);
    deployment
        .extraHeaders()
        .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    URI base = deployment.apiBase();
    return new ProviderCall(Endpoint.of(base), target(deployment, mode, base), headers, body);
  }

  private static void authenticate(
      Deployment deployment, Map<String, String> clientHeaders, Map<String, String> headers) {
    String key = deployment.apiKey().value().strip();
    switch (deployment.provider()) {
      case OPENAI -> headers.put("authorization", "Bearer " + key);
      case AZURE -> headers.put("api-key", key);
      case ANTHROPIC -> {
        headers.put("x-api-key", key);
        headers.put(
            "anthropic-version",
            Objects.requireNonNullElse(clientHeaders.get("anthropic-version"), ANTHROPIC_VERSION));
        String beta = clientHeaders.get("anthropic-beta");
        if (beta != null) {
          headers.put("anthropic-beta", beta);
        }
      }
    }
  }

  private static String target(Deployment deployment, Mode mode, URI base) {
    String path = Objects.requireNonNullElse(base.getRawPath(), "");
    return switch (deployment.provider()) {
      case OPENAI -> path + operation(mode) + query(base.getRawQuery());
      case AZURE ->
          path
              + "/openai/deployments/"
              + encoded(deployment.model())
              + operation(mode)
              + query(azureQuery(deployment));
      case ANTHROPIC -> path + (path.endsWith("/v1") ? "" : "/v1") + "/messages";
    };
  }

  /** Of OpenAI's API; Anthropic has one only. */
  private static String operation(Mode mode) {
    return switch (mode) {
      case CHAT -> "/chat/completions";
      case EMBEDDING -> "/embeddings";
    };
  }

  private static @Nullable String azureQuery(Deployment deployment) {
    String version = deployment.apiVersion();
    return version == null ? null : "api-version=" + encoded(version);
  }

  private static String query(@Nullable String query) {
    return query == null ? "" : "?" + query;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
