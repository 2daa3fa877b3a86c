package dev.weir.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.core.Candidate;
import dev.weir.gateway.core.Deployment;
import dev.weir.gateway.core.Failure;
import dev.weir.gateway.core.Failure.Kind;
import dev.weir.gateway.core.Provider;
import dev.weir.schemas.config.Fallbacks;
import dev.weir.schemas.config.Fallbacks.Target;
import dev.weir.schemas.config.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlanTest {
  private static final Duration MINUTE = Duration.ofSeconds(60);
  private static final Fallbacks NONE = Fallbacks.NONE;
  private static final Candidate A1 = candidate("a", "a1");
  private static final Candidate A2 = candidate("a", "a2");
  private static final Candidate B1 = candidate("b", "b1");
  private static final Candidate C1 = candidate("c", "c1");

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"CONNECTION", "TIMEOUT", "RATE_LIMITED", "SERVER", "BROKEN_ANSWER"})
  void retriesTheOnlyDeploymentAfterAWait_whenTheFailureMayPass(Kind kind) {
    Plan plan = plan(rules(1, NONE), A1);

    Next next = plan.next(List.of(new Step.Failed(A1, failure(kind))), MINUTE);

    assertThat(next)
        .isInstanceOfSatisfying(
            Next.Try.class,
            retry -> {
              assertThat(retry.candidate()).isSameAs(A1);
              assertThat(retry.pause()).isBetween(Duration.ofMillis(500), Duration.ofMillis(1250));
            });
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"AUTHENTICATION", "PERMISSION", "NOT_FOUND", "BAD_REQUEST", "CONTEXT_WINDOW"})
  void givesUpAtOnce_whenAnotherTryWouldFailAlike(Kind kind) {
    Plan plan = plan(rules(3, NONE), A1);

    Next next = plan.next(List.of(new Step.Failed(A1, failure(kind))), MINUTE);

    assertThat(next).isEqualTo(new Next.GiveUp(failure(kind)));
  }

  @Test
  void doesNotWait_whenAnotherDeploymentOfTheGroupIsThere() {
    Plan plan = plan(rules(1, NONE), A1, A2);
    Candidate first = first(plan);
    Candidate other = first == A1 ? A2 : A1;

    Next next = plan.next(List.of(new Step.Failed(first, failure(Kind.SERVER))), MINUTE);

    assertThat(next).isEqualTo(new Next.Try(other, Duration.ZERO));
  }

  @Test
  void waitsAsLongAsTheProviderAsked() {
    Plan plan = plan(rules(1, NONE), A1);

    Next next = plan.next(List.of(new Step.Failed(A1, rateLimited(7))), MINUTE);

    assertThat(next).isEqualTo(new Next.Try(A1, Duration.ofSeconds(7)));
  }

  @Test
  void waitsAtLeastRetryAfter() {
    RoutingRules rules = new RoutingRules(1, Duration.ofSeconds(5), NONE, 5);
    Plan plan = plan(rules, A1);

    Next next = plan.next(List.of(new Step.Failed(A1, rateLimited(2))), MINUTE);

    assertThat(next).isEqualTo(new Next.Try(A1, Duration.ofSeconds(5)));
  }

  @Test
  void doesNotRetry_whenTheWaitIsLongerThanTheTimeLeft() {
    Plan plan = plan(rules(1, NONE), A1);

    Next next = plan.next(List.of(new Step.Failed(A1, rateLimited(7))), Duration.ofSeconds(7));

    assertThat(next).isEqualTo(new Next.GiveUp(rateLimited(7)));
  }

  @Test
  void fallsBackWithoutAWait_afterTheLastRetry() {
    Plan plan = plan(rules(2, to(Map.of("a", List.of("b")))), A1, B1);

    Next next = plan.next(failures(A1, A1, A1), MINUTE);

    assertThat(next).isEqualTo(new Next.Try(B1, Duration.ZERO));
  }

  @Test
  void fallsBackAtOnce_whenTheBreakerOutlastsTheWait() {
    Plan plan = plan(rules(2, to(Map.of("a", List.of("b")))), A1, B1);

    assertThat(plan.next(List.of(new Step.Failed(A1, failure(Kind.RATE_LIMITED))), MINUTE))
        .isEqualTo(new Next.Try(B1, Duration.ZERO));
    assertThat(plan.next(List.of(new Step.Failed(A1, rateLimited(3_600))), MINUTE))
        .isEqualTo(new Next.Try(B1, Duration.ZERO));
  }

  @Test
  void retriesWithinAFallbackGroup() {
    Plan plan = plan(rules(1, to(Map.of("a", List.of("b")))), A1, B1);

    Next next = plan.next(failures(A1, A1, B1), MINUTE);

    assertThat(next).isInstanceOfSatisfying(Next.Try.class, it -> same(it.candidate(), B1));
  }

  @Test
  void followsTheFallbacksOfAFallback_beforeTheRestOfTheFirstList() {
    Map<String, List<String>> general = Map.of("a", List.of("b", "d"), "b", List.of("c", "a"));
    Candidate d1 = candidate("d", "d1");
    Plan plan = plan(rules(0, to(general)), A1, B1, C1, d1);

    Next third = plan.next(failures(A1, B1), MINUTE);
    Next fourth = plan.next(failures(A1, B1, C1), MINUTE);
    Next end = plan.next(failures(A1, B1, C1, d1), MINUTE);

    assertThat(third).isEqualTo(new Next.Try(C1, Duration.ZERO));
    assertThat(fourth).isEqualTo(new Next.Try(d1, Duration.ZERO));
    assertThat(end).isEqualTo(new Next.GiveUp(failure(Kind.SERVER)));
  }

  @Test
  void answersWithTheFirstGroupsFailure_whenFallbacksFailToo() {
    Plan plan = plan(rules(0, to(Map.of("a", List.of("b")))), A1, B1);
    List<Step> history =
        List.<Step>of(
            new Step.Failed(A1, failure(Kind.AUTHENTICATION)),
            new Step.Failed(B1, failure(Kind.SERVER)));

    Next next = plan.next(history, MINUTE);

    assertThat(next).isEqualTo(new Next.GiveUp(failure(Kind.AUTHENTICATION)));
  }

  @Test
  void stopsAtMaxFallbacks() {
    RoutingRules rules = new RoutingRules(0, Duration.ZERO, to(Map.of("a", List.of("b", "c"))), 1);
    Plan plan = plan(rules, A1, B1, C1);

    Next next = plan.next(failures(A1, B1), MINUTE);

    assertThat(next).isEqualTo(new Next.GiveUp(failure(Kind.SERVER)));
  }

  @Test
  void doesNotRouteAroundAContentRefusal_unlessToldTo() {
    Step refused = new Step.Failed(A1, failure(Kind.CONTENT_POLICY));
    Plan general = plan(rules(3, to(Map.of("a", List.of("b")))), A1, B1);
    Plan told =
        plan(
            rules(3, new Fallbacks(Map.of(), Map.of(), Map.of("a", Target.of("b")), List.of())),
            A1,
            B1);

    Next without = general.next(List.of(refused), MINUTE);
    Next with = told.next(List.of(refused), MINUTE);

    assertThat(without).isEqualTo(new Next.GiveUp(failure(Kind.CONTENT_POLICY)));
    assertThat(with).isEqualTo(new Next.Try(B1, Duration.ZERO));
  }

  @Test
  void sendsTooLongAPromptToItsOwnFallbacks() {
    Fallbacks both =
        new Fallbacks(
            Map.of("a", Target.of("b")), Map.of("a", Target.of("c")), Map.of(), List.of());
    Plan plan = plan(rules(0, both), A1, B1, C1);

    Next next = plan.next(List.of(new Step.Failed(A1, failure(Kind.CONTEXT_WINDOW))), MINUTE);

    assertThat(next).isEqualTo(new Next.Try(C1, Duration.ZERO));
  }

  @Test
  void fallsBackFromASimulatedFailureWithoutARetry() {
    Plan plan = plan(rules(3, to(Map.of("a", List.of("b")))), A1, B1);

    Next next = plan.next(List.of(new Step.Simulated("a", failure(Kind.SIMULATED))), MINUTE);

    assertThat(next).isEqualTo(new Next.Try(B1, Duration.ZERO));
  }

  @Test
  void sharesCallsByWeight() {
    Candidate heavy = weighted("h", 3);
    Candidate light = weighted("l", 1);
    RoutingTable table = new RoutingTable(List.of(heavy, light), Map.of());
    int heavyFirst = 0;
    for (long seed = 0; seed < 10_000; seed++) {
      heavyFirst += first(plan(table, "g", seed)) == heavy ? 1 : 0;
    }

    assertThat(heavyFirst).isBetween(7_300, 7_700);
  }

  @Test
  void reachesEveryDeploymentOfAGroupBeforeOneIsCalledTwice() {
    Plan plan = plan(rules(2, NONE), A1, A2, candidate("a", "a3"));
    var seen = new HashSet<Candidate>();
    var history = new ArrayList<Step>();
    Candidate now = first(plan);
    for (int i = 0; i < 2; i++) {
      seen.add(now);
      history.add(new Step.Failed(now, failure(Kind.SERVER)));
      now = ((Next.Try) plan.next(history, MINUTE)).candidate();
    }
    seen.add(now);

    assertThat(seen).hasSize(3);
  }

  private static Candidate first(Plan plan) {
    return ((Next.Try) plan.next(List.of(), MINUTE)).candidate();
  }

  private static void same(Candidate actual, Candidate expected) {
    assertThat(actual).isSameAs(expected);
  }

  private static Plan plan(RoutingRules rules, Candidate... candidates) {
    var table = new RoutingTable(List.of(candidates), Map.of());
    return new Plan(table, rules, Conditions.CALM, to(candidates[0].group()), Ask.ANYTHING, 42);
  }

  private static Plan plan(RoutingTable table, String group, long seed) {
    return new Plan(table, rules(0, NONE), Conditions.CALM, to(group), Ask.ANYTHING, seed);
  }

  private static Destination to(String group) {
    return new Destination(group, null, List.of(group));
  }

  private static RoutingRules rules(int retries, Fallbacks fallbacks) {
    return new RoutingRules(retries, Duration.ZERO, fallbacks, 5);
  }

  private static Fallbacks to(Map<String, List<String>> general) {
    return new Fallbacks(targets(general), Map.of(), Map.of(), List.of());
  }

  private static Map<String, List<Target>> targets(Map<String, List<String>> names) {
    var targets = new HashMap<String, List<Target>>();
    names.forEach((group, list) -> targets.put(group, Target.of(list.toArray(String[]::new))));
    return targets;
  }

  private static List<Step> failures(Candidate... candidates) {
    return List.of(candidates).stream()
        .<Step>map(candidate -> new Step.Failed(candidate, failure(Kind.SERVER)))
        .toList();
  }

  private static Failure failure(Kind kind) {
    return new Failure(kind, 500, null, "failed", null, null);
  }

  private static Failure rateLimited(int seconds) {
    return new Failure(Kind.RATE_LIMITED, 429, null, "slow", null, Duration.ofSeconds(seconds));
  }

  private static Candidate weighted(String id, int weight) {
    Candidate plain = candidate("g", id);
    return new Candidate(
        plain.deployment(),
        new Candidate.Preference(null, weight, List.of()),
        plain.limits(),
        plain.timeouts(),
        null,
        false,
        plain.breaker(),
        plain.facts(),
        null);
  }

  private static Candidate candidate(String group, String id) {
    return Candidate.of(deployment(group, id), MINUTE);
  }

  private static Deployment deployment(String group, String id) {
    return new Deployment(
        id,
        group,
        Provider.OPENAI,
        "model",
        URI.create("http://127.0.0.1/v1"),
        new Secret("k"),
        null,
        Map.of(),
        null,
        null,
        100);
  }
}
