package dev.weir.gateway.api;

import dev.weir.gateway.core.CacheControl;
import dev.weir.gateway.core.Simulation;
import dev.weir.schemas.config.Fallbacks.Target;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request tells the gateway, and not the provider.
 *
 * @param testSwitch what to simulate in place of calling the first group; null: nothing
 * @param disableFallbacks answer with the first group's error
 * @param fallbacks where to try in place of the configured ones; null: not given
 * @param retries {@code num_retries}; null: as configured
 * @param timeout of each attempt; null: as configured
 * @param streamTimeout of each attempt up to the first content of a stream; null: as configured
 * @param dropParams whether parameters that the provider lacks are left out; null: as configured
 * @param region where the deployment has to run; null: anywhere
 * @param tags for spend views
 * @param user end user as the client names him; null: not given
 * @param cache what it wants of the response cache
 */
public record Controls(
    @Nullable TestSwitch testSwitch,
    boolean disableFallbacks,
    @Nullable List<Target> fallbacks,
    @Nullable Integer retries,
    @Nullable Duration timeout,
    @Nullable Duration streamTimeout,
    @Nullable Boolean dropParams,
    @Nullable String region,
    List<String> tags,
    @Nullable String user,
    CacheControl cache) {
  /**
   * A test switch.
   *
   * @param field its name
   */
  public record TestSwitch(String field, Simulation simulation) {}

  /** Nothing asked for. */
  public static final Controls NONE =
      new Controls(
          null, false, null, null, null, null, null, null, List.of(), null, CacheControl.NONE);

  public Controls {
    fallbacks = fallbacks == null ? null : List.copyOf(fallbacks);
    tags = List.copyOf(tags);
  }
}
