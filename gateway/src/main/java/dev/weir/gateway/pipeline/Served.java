package dev.weir.gateway.pipeline;

import dev.weir.schemas.events.Route;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who answered a call, for the headers of the reply.
 *
 * @param route of the deployment; of the first time, where the answer is a stored one
 * @param retries attempts in the serving group before the one that answered
 * @param fallbacks groups that failed before
 * @param costNanoUsd null: not known yet (a stream), or no price is known
 * @param providerHeaders of the provider's answer, names in lower case
 * @param cached null: a provider answered
 */
public record Served(
    String callId,
    Route route,
    int retries,
    int fallbacks,
    @Nullable Long costNanoUsd,
    Map<String, String> providerHeaders,
    @Nullable Cached cached) {
  /**
   * The answer came from the response cache.
   *
   * @param key by which it can be deleted
   * @param age since a provider gave it
   */
  public record Cached(String key, Duration age) {}
}
