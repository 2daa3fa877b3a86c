package dev.weir.gateway.core;

import dev.weir.gateway.core.Failure.Kind;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A number that depends on how an attempt failed: retries, or failures that are put up with.
 *
 * @param statuses by the provider's HTTP status; they win
 */
public record FailurePolicy(Map<Kind, Integer> kinds, Map<Integer, Integer> statuses) {
  /** Nothing said. */
  public static final FailurePolicy NONE = new FailurePolicy(Map.of(), Map.of());

  public FailurePolicy {
    kinds = Map.copyOf(kinds);
    statuses = Map.copyOf(statuses);
  }

  /** Where only kinds matter. */
  public static FailurePolicy of(Map<Kind, Integer> kinds) {
    return new FailurePolicy(kinds, Map.of());
  }

  /** The number for this failure; null: nothing is said of it. */
  public @Nullable Integer of(Failure failure) {
    Integer number = statuses.get(failure.status());
    return number == null ? kinds.get(failure.kind()) : number;
  }

  /** What the other says wins. */
  public FailurePolicy overriddenBy(FailurePolicy other) {
    var allKinds = new EnumMap<Kind, Integer>(Kind.class);
    allKinds.putAll(kinds);
    allKinds.putAll(other.kinds);
    var allStatuses = new HashMap<>(statuses);
    allStatuses.putAll(other.statuses);
    return new FailurePolicy(allKinds, allStatuses);
  }
}
