package dev.weir.gateway.pipeline;

import dev.weir.schemas.events.Cost;
import dev.weir.schemas.events.Tokens;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One decision about a call. No prompts, no texts of providers, no secrets. */
public sealed interface TrailStep {
  /** The model group. */
  String group();

  /** Since the call came. */
  Duration at();

  /**
   * An attempt, once it has ended.
   *
   * @param number from 1
   * @param role why it was made
   * @param at when it began
   * @param waited before it
   * @param outcome {@code succeeded}, {@code failed}, {@code cut} or {@code cancelled}
   * @param status the provider's, 0 if there was none
   * @param error short code; null: none
   * @param tokens that it was charged for
   * @param cost the parts of the charge
   * @param estimated whether the tokens it was charged for are not the provider's own count
   * @param firstToken null: none came, or not streamed
   */
  record Attempted(
      int number,
      Role role,
      String group,
      String deployment,
      String model,
      Duration at,
      Duration waited,
      String outcome,
      int status,
      @Nullable String error,
      long heldNanoUsd,
      long chargedNanoUsd,
      Tokens tokens,
      Cost cost,
      boolean estimated,
      Duration latency,
      @Nullable Duration firstToken)
      implements TrailStep {}

  /** A deployment that was passed over. */
  record Skipped(String group, String deployment, Duration at, String reason)
      implements TrailStep {}

  /**
   * A failure that the client asked for.
   *
   * @param deployment null: the whole group
   */
  record Simulated(String group, @Nullable String deployment, Duration at, String error)
      implements TrailStep {}

  /**
   * A stored answer was given.
   *
   * @param deployment that gave it first
   * @param age since then
   * @param savedNanoUsd what it cost then
   */
  record Cached(String group, String deployment, Duration at, Duration age, long savedNanoUsd)
      implements TrailStep {}

  /** Why an attempt is made. */
  enum Role {
    /** The first of a call. */
    FIRST,
    /** After a failure in the same group. */
    RETRY,
    /** In another group. */
    FALLBACK,
    /** Beside one that is late. */
    HEDGE,
    /** Goes on with a stream that broke off. */
    CONTINUATION
  }
}
