package dev.weir.gateway.routing;

import static dev.weir.gateway.routing.Candidates.candidate;
import static dev.weir.gateway.routing.Candidates.limited;
import static dev.weir.gateway.routing.Candidates.ordered;
import static dev.weir.gateway.routing.Candidates.priced;
import static dev.weir.gateway.routing.Candidates.weighted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.core.Candidate;
import dev.weir.schemas.config.Balancing.Choice;
import dev.weir.schemas.config.RoutingStrategy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Seeds 0 to 9,999 are the calls: the counts are exact, and the same on every machine. */
class RankingTest {
  private static final int CALLS = 10_000;
  private static final Candidate A = candidate("g", "a");
  private static final Candidate B = candidate("g", "b");
  private static final Candidate C = candidate("g", "c");

  private final Map<String, Integer> inFlight = new HashMap<>();
  private final Map<String, Usage> usage = new HashMap<>();
  private final Map<String, Double> latency = new HashMap<>();

  @Test
  void sharesCallsByWeight_andTriesTheWeightlessLast() {
    var group = List.of(weighted("a", 3), weighted("b", 1), C);

    assertThat(firsts(RoutingStrategy.SIMPLE_SHUFFLE, group)).isEqualTo(SHARES_OF_3_TO_1);
    assertThat(order(RoutingStrategy.SIMPLE_SHUFFLE, group, 1).getLast()).isSameAs(C);
  }

  @Test
  void sharesCallsByRpm_elseByTpm_elseEqually() {
    var byRpm = List.of(limited("a", 30L, 1L), limited("b", 10L, 9L));
    var byTpm = List.of(limited("a", 30L, 300L), limited("b", null, 100L));

    assertThat(firsts(RoutingStrategy.SIMPLE_SHUFFLE, byRpm)).isEqualTo(SHARES_OF_3_TO_1_OF_2);
    assertThat(firsts(RoutingStrategy.SIMPLE_SHUFFLE, byTpm)).isEqualTo(SHARES_OF_3_TO_1_OF_2);
    assertThat(firsts(RoutingStrategy.SIMPLE_SHUFFLE, List.of(A, B))).isEqualTo(EQUAL_SHARES);
  }

  @Test
  void triesTheLowestOrderFirst_andThoseWithoutLast() {
    var none = ordered("none", null);
    var two = ordered("two", 2);
    var one = ordered("one", 1);

    assertThat(order(RoutingStrategy.SIMPLE_SHUFFLE, List.of(none, two, one), 5))
        .containsExactly(one, two, none);
  }

  @Test
  void leastBusyTakesTheFewestOnTheirWay() {
    inFlight.putAll(Map.of("a", 2, "b", 1, "c", 3));

    assertThat(order(RoutingStrategy.LEAST_BUSY, List.of(A, B, C), 1)).containsExactly(B, A, C);
  }

  @Test
  void leastBusyDrawsBetweenEquals() {
    assertThat(firsts(RoutingStrategy.LEAST_BUSY, List.of(A, B))).isEqualTo(EQUAL_SHARES);
  }

  @Test
  void usageTakesTheFewestTokens_andThoseWithoutRoomLast() {
    Candidate full = limited("full", 5L, null);
    usage.put("full", new Usage(5, 1));
    usage.put("a", new Usage(9, 400));
    usage.put("b", new Usage(1, 900));

    for (RoutingStrategy strategy :
        List.of(RoutingStrategy.USAGE_BASED_ROUTING, RoutingStrategy.USAGE_BASED_ROUTING_V2)) {
      assertThat(order(strategy, List.of(full, B, A), 1)).containsExactly(A, B, full);
    }
  }

  @Test
  void latencyTakesTheFastest_andTheUnknownFirst() {
    latency.putAll(Map.of("a", 30.0, "b", 20.0, "c", Double.POSITIVE_INFINITY));

    assertThat(order(RoutingStrategy.LATENCY_BASED_ROUTING, List.of(A, B, C), 1))
        .containsExactly(B, A, C);
    latency.remove("a");
    assertThat(order(RoutingStrategy.LATENCY_BASED_ROUTING, List.of(A, B, C), 1))
        .containsExactly(A, B, C);
  }

  @Test
  void latencyDrawsAmongThoseWithinTheBuffer() {
    latency.putAll(Map.of("a", 20.0, "b", 30.0, "c", 31.0));
    var choice = new Choice(RoutingStrategy.LATENCY_BASED_ROUTING, Duration.ofHours(1), 0.5, 10);

    assertThat(firsts(choice, List.of(A, B, C))).isEqualTo(EQUAL_SHARES_WITH_A_THIRD);
  }

  @Test
  void costTakesTheCheapest_andTheUnknownLast() {
    Candidate cheap = priced("cheap", 1, 5);
    Candidate dear = priced("dear", 4, 3);

    assertThat(order(RoutingStrategy.COST_BASED_ROUTING, List.of(A, dear, cheap), 1))
        .containsExactly(cheap, dear, A);
  }

  private static final Map<String, Integer> SHARES_OF_3_TO_1 = Map.of("a", 7517, "b", 2483);
  private static final Map<String, Integer> SHARES_OF_3_TO_1_OF_2 = Map.of("a", 7517, "b", 2483);
  private static final Map<String, Integer> EQUAL_SHARES = Map.of("a", 4975, "b", 5025);
  private static final Map<String, Integer> EQUAL_SHARES_WITH_A_THIRD =
      Map.of("a", 4975, "b", 5025);

  private Map<String, Integer> firsts(RoutingStrategy strategy, List<Candidate> group) {
    return firsts(Choice.of(strategy), group);
  }

  private Map<String, Integer> firsts(Choice choice, List<Candidate> group) {
    var firsts = new TreeMap<String, Integer>();
    for (long seed = 0; seed < CALLS; seed++) {
      Candidate first = new Ranking(choice, conditions(), false, seed).order(group).getFirst();
      firsts.merge(first.id(), 1, Integer::sum);
    }
    return firsts;
  }

  private List<Candidate> order(RoutingStrategy strategy, List<Candidate> group, long seed) {
    return new Ranking(Choice.of(strategy), conditions(), false, seed).order(group);
  }

  private Conditions conditions() {
    ToDoubleFunction<Candidate> slowness = it -> latency.getOrDefault(it.id(), 0.0);
    return new Conditions() {
      @Override
      public int inFlight(Candidate candidate) {
        return inFlight.getOrDefault(candidate.id(), 0);
      }

      @Override
      public Usage usage(Candidate candidate) {
        return usage.getOrDefault(candidate.id(), Usage.NONE);
      }

      @Override
      public double latency(Candidate candidate, boolean stream, Choice choice) {
        return slowness.applyAsDouble(candidate);
      }
    };
  }
}
