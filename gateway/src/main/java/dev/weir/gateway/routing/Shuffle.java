package dev.weir.gateway.routing;

import dev.weir.gateway.core.Candidate;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The order in which the deployments of a group are tried: the lowest {@code order} first, within
 * it at random in proportion to {@code weight}, else to {@code rpm}, else all alike. Weights count
 * if any deployment has one (LiteLLM looks at the first deployment only); one without is then tried
 * last.
 */
final class Shuffle {
  private Shuffle() {}

  /** The same seed gives the same order. */
  static List<Candidate> order(List<Candidate> group, long seed) {
    if (group.size() < 2) {
      return group;
    }
    var random = new SplittableRandom(seed);
    boolean weighted = group.stream().anyMatch(member -> member.preference().weight() != null);
    boolean limited = group.stream().allMatch(member -> member.limits().rpm() != null);
    // Sorting by ln(1/u)/weight draws without replacement in proportion to the weights (Efraimidis
    // and Spirakis, 2006).
    var rank = new IdentityHashMap<Candidate, Double>();
    for (Candidate member : group) {
      double weight =
          weighted
              ? orZero(member.preference().weight())
              : limited ? orZero(member.limits().rpm()) : 1;
      rank.put(member, -Math.log(1 - random.nextDouble()) / weight);
    }
    return group.stream()
        .sorted(Comparator.comparingInt(Shuffle::tier).thenComparing(rank::get))
        .toList();
  }

  private static int tier(Candidate member) {
    Integer order = member.preference().order();
    return order == null ? Integer.MAX_VALUE : order;
  }

  private static double orZero(@Nullable Number number) {
    return number == null ? 0 : number.doubleValue();
  }
}
