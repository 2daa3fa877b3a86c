package dev.weir.gateway.routing;

import dev.weir.gateway.core.Candidate;
import dev.weir.gateway.core.Price;
import dev.weir.schemas.config.Balancing.Choice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * In which order the deployments of a group are tried: the lowest {@code order} first, within it as
 * the strategy says, equals at random.
 *
 * @param seed the same seed gives the same order under the same conditions
 */
record Ranking(Choice choice, Conditions conditions, boolean stream, long seed) {
  /**
   * @param rank the lowest is the best
   * @param lot decides between equals
   */
  private record Ranked(Candidate candidate, int tier, double rank, double lot) {}

  private static final Comparator<Ranked> BEST_FIRST =
      Comparator.comparingInt(Ranked::tier)
          .thenComparingDouble(Ranked::rank)
          .thenComparingDouble(Ranked::lot);

  List<Candidate> order(List<Candidate> group) {
    if (group.size() < 2) {
      return group;
    }
    ToDoubleFunction<Candidate> rank = rank(group);
    ToDoubleFunction<Candidate> weight = Weights.of(group, choice.strategy());
    var random = new SplittableRandom(seed);
    var ranked = new ArrayList<Ranked>();
    for (Candidate member : group) {
      // Sorting by ln(1/u)/weight draws without replacement in proportion to the weights
      // (Efraimidis and Spirakis, 2006).
      double lot = -Math.log(1 - random.nextDouble()) / weight.applyAsDouble(member);
      ranked.add(new Ranked(member, tier(member), rank.applyAsDouble(member), lot));
    }
    ranked.sort(BEST_FIRST);
    return ranked.stream().map(Ranked::candidate).toList();
  }

  private ToDoubleFunction<Candidate> rank(List<Candidate> group) {
    return switch (choice.strategy()) {
      case SIMPLE_SHUFFLE -> _ -> 0;
      case LEAST_BUSY -> conditions::inFlight;
      case USAGE_BASED_ROUTING, USAGE_BASED_ROUTING_V2 -> this::used;
      case LATENCY_BASED_ROUTING -> slowness(group);
      case COST_BASED_ROUTING -> Ranking::cost;
    };
  }

  private double used(Candidate candidate) {
    Usage usage = conditions.usage(candidate);
    Long rpm = candidate.limits().rpm();
    Long tpm = candidate.limits().tpm();
    boolean full =
        (rpm != null && usage.requests() >= rpm) || (tpm != null && usage.tokens() >= tpm);
    return full ? Double.POSITIVE_INFINITY : usage.tokens();
  }

  /** Whoever is within the buffer of the fastest is as good. */
  private ToDoubleFunction<Candidate> slowness(List<Candidate> group) {
    double fastest =
        group.stream().mapToDouble(it -> conditions.latency(it, stream, choice)).min().orElse(0);
    double close = fastest * (1 + choice.buffer());
    return candidate -> {
      double latency = conditions.latency(candidate, stream, choice);
      return latency <= close ? 0 : latency;
    };
  }

  private static double cost(Candidate candidate) {
    Price price = candidate.deployment().price();
    return price == null ? Double.POSITIVE_INFINITY : price.inputPico() + price.outputPico();
  }

  private static int tier(Candidate member) {
    @Nullable Integer order = member.preference().order();
    return order == null ? Integer.MAX_VALUE : order;
  }
}
