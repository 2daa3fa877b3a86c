package dev.weir.schemas.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Traces of calls: what {@code langfuse} and {@code otel} in LiteLLM's callbacks mean.
 *
 * @param receivers those of which everything is known that is needed to reach them
 * @param identities whether key, team and user are told ({@code redact_user_api_key_info} is off)
 * @param forwarded whether providers are told the trace ({@code
 *     forward_traceparent_to_llm_provider})
 */
public record TracingSettings(List<Receiver> receivers, boolean identities, boolean forwarded) {
  /** No traces. */
  public static final TracingSettings NONE = new TracingSettings(List.of(), true, false);

  public TracingSettings {
    receivers = List.copyOf(receivers);
  }

  /** What attributes a receiver understands. */
  public enum Kind {
    LANGFUSE("langfuse"),
    OTEL("otel");

    private final String callback;

    Kind(String callback) {
      this.callback = callback;
    }

    /** Its name among the callbacks, and in metrics and logs. */
    public String callback() {
      return callback;
    }
  }

  /**
   * Somebody who takes OTLP over HTTP.
   *
   * @param endpoint takes the spans, {@code /v1/traces} included
   * @param headers of each request
   * @param timeout of one export, its retries included
   * @param gzip whether requests are compressed
   * @param resource attributes of this service, such as {@code service.name}
   * @param success whether calls that were answered are told
   * @param failure whether calls that were not are told
   * @param content whether prompts and answers are told
   */
  public record Receiver(
      Kind kind,
      URI endpoint,
      Map<String, Secret> headers,
      Duration timeout,
      boolean gzip,
      Map<String, String> resource,
      boolean success,
      boolean failure,
      boolean content) {
    public Receiver {
      headers = Map.copyOf(headers);
      resource = Map.copyOf(resource);
    }
  }
}
