package dev.weir.gateway.routing;

import static dev.weir.gateway.routing.Candidates.MINUTE;
import static dev.weir.gateway.routing.Candidates.candidate;
import static dev.weir.gateway.routing.Candidates.failure;
import static dev.weir.gateway.routing.Candidates.known;
import static dev.weir.gateway.routing.Candidates.rateLimited;
import static dev.weir.gateway.routing.Candidates.tagged;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import dev.weir.gateway.core.Candidate;
import dev.weir.gateway.core.Failure;
import dev.weir.gateway.core.Failure.Kind;
import dev.weir.gateway.core.FailurePolicy;
import dev.weir.schemas.config.Balancing;
import dev.weir.schemas.config.Balancing.Choice;
import dev.weir.schemas.config.Balancing.Tags;
import dev.weir.schemas.config.Fallbacks;
import dev.weir.schemas.config.Fallbacks.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a plan does about deployments that are passed over. */
class PlanSkipsTest {
  private static final Candidate A1 = candidate("a", "a1");
  private static final Candidate A2 = candidate("a", "a2");
  private static final Candidate B1 = candidate("b", "b1");
  private static final Fallbacks A_TO_B = fallbacks(Target.of("b"));

  @Test
  void passesOverAnOpenDeployment_withoutAWaitAndWithoutARetry() {
    Plan plan = plan(0, Fallbacks.NONE, A1, A2);
    Candidate first = ((Next.Try) plan.next(List.of(), MINUTE)).candidate();
    Candidate other = first == A1 ? A2 : A1;

    assertThat(plan.next(List.of(open(first, 3)), MINUTE)).isEqualTo(go(other));
  }

  @Test
  void goesToTheFallback_whenTheWholeGroupIsOpen() {
    Plan plan = plan(2, A_TO_B, A1, A2, B1);

    assertThat(plan.next(List.of(open(A1, 3), open(A2, 9)), MINUTE)).isEqualTo(go(B1));
  }

  @Test
  void forcesTheOneThatIsOpenShortest_whenNobodyIsLeft() {
    Plan plan = plan(2, A_TO_B, A1, A2, B1);
    List<Step> steps = List.of(open(A1, 9), open(A2, 3), open(B1, 5));

    assertThat(plan.next(steps, MINUTE)).isEqualTo(new Next.Force(A2, Duration.ZERO));
  }

  @Test
  void ignoresBreakersOfAGroup_onceItForcedOne() {
    Plan plan = plan(2, Fallbacks.NONE, A1, A2);
    List<Step> steps = List.of(open(A1, 9), open(A2, 3), failed(A2, Kind.SERVER));

    assertThat(plan.next(steps, MINUTE)).isEqualTo(new Next.Force(A1, Duration.ZERO));
  }

  @Test
  void makesTheRetryThatWasDue_whenTheBreakerOpenedMeanwhile() {
    Plan plan = plan(1, Fallbacks.NONE, A1);
    List<Step> steps = List.of(failed(A1, Kind.SERVER), open(A1, 5));

    assertThat(plan.next(steps, MINUTE)).isEqualTo(new Next.Force(A1, Duration.ZERO));
  }

  @Test
  void doesNotForceAnother_afterARealFailure() {
    Plan plan = plan(0, Fallbacks.NONE, A1, A2);
    List<Step> steps = List.of(open(A1, 5), failed(A2, Kind.SERVER));

    assertThat(plan.next(steps, MINUTE)).isEqualTo(new Next.GiveUp(failure(Kind.SERVER)));
  }

  @Test
  void saysWhenToComeAgain_whenAllAreFull() {
    Plan plan = plan(2, Fallbacks.NONE, A1, A2);
    List<Step> steps = List.of(full(A1, 9), full(A2, 4));

    assertThat(plan.next(steps, MINUTE))
        .isInstanceOfSatisfying(
            Next.GiveUp.class,
            it -> {
              assertThat(it.failure().kind()).isEqualTo(Kind.RATE_LIMITED);
              assertThat(it.failure().retryAfter()).hasSeconds(4);
            });
  }

  @Test
  void doesNotForceWhatIsOpenAndFull() {
    Plan plan = plan(2, Fallbacks.NONE, A1);

    assertThat(plan.next(List.of(open(A1, 5), full(A1, 4)), MINUTE))
        .isInstanceOf(Next.GiveUp.class);
  }

  @Test
  void doesNotRepeatASilentDeployment_whileAFallbackIsThere() {
    Plan alone = plan(2, Fallbacks.NONE, A1);
    Plan notAlone = plan(2, A_TO_B, A1, B1);
    List<Step> steps = List.of(failed(A1, Kind.TIMEOUT));

    assertThat(notAlone.next(steps, MINUTE)).isEqualTo(go(B1));
    assertThat(alone.next(steps, MINUTE))
        .isInstanceOfSatisfying(Next.Try.class, it -> assertThat(it.candidate()).isSameAs(A1));
  }

  @Test
  void triesAnotherDeployment_butNotTheSameAgain_afterABadCredential() {
    Plan plan = plan(5, Fallbacks.NONE, A1, A2);

    assertThat(plan.next(List.of(failed(A1, Kind.AUTHENTICATION)), MINUTE)).isEqualTo(go(A2));
    assertThat(
            plan.next(
                List.of(failed(A1, Kind.AUTHENTICATION), failed(A2, Kind.AUTHENTICATION)), MINUTE))
        .isEqualTo(new Next.GiveUp(failure(Kind.AUTHENTICATION)));
  }

  @Test
  void doesNotRetry_whenTheProviderAsksForMoreThanTheCap() {
    Plan plan = plan(5, Fallbacks.NONE, A1);

    assertThat(plan.next(List.of(new Step.Failed(A1, rateLimited(60))), Duration.ofHours(1)))
        .isEqualTo(new Next.Try(A1, Duration.ofSeconds(60)));
    assertThat(plan.next(List.of(new Step.Failed(A1, rateLimited(61))), Duration.ofHours(1)))
        .isInstanceOf(Next.GiveUp.class);
  }

  @Test
  void doesNotWait_whereAnotherMayAnswerAtOnce() {
    Step failed = new Step.Failed(A1, rateLimited(1));

    assertThat(plan(5, A_TO_B, A1, A2, B1).next(List.of(failed), MINUTE)).isEqualTo(go(A2));
    assertThat(plan(5, A_TO_B, A1, B1).next(List.of(failed), MINUTE)).isEqualTo(go(B1));
    assertThat(plan(5, Fallbacks.NONE, A1).next(List.of(failed), MINUTE))
        .isEqualTo(new Next.Try(A1, Duration.ofSeconds(1)));
  }

  @Test
  void waitsForWhatTheProviderAsks_whereThatIsNoMoreThanAUsualWait() {
    var soon = new Failure(Kind.SERVER, 503, null, "busy", null, Duration.ofMillis(500));
    var later = new Failure(Kind.SERVER, 503, null, "busy", null, Duration.ofMillis(501));

    assertThat(plan(5, A_TO_B, A1, B1).next(List.of(new Step.Failed(A1, soon)), MINUTE))
        .isEqualTo(new Next.Try(A1, Duration.ofMillis(500)));
    assertThat(plan(5, A_TO_B, A1, B1).next(List.of(new Step.Failed(A1, later)), MINUTE))
        .isEqualTo(go(B1));
  }

  @Test
  void triesAConflictAgain_butNoOtherFaultOfTheRequest() {
    Plan plan = plan(5, Fallbacks.NONE, A1, A2);

    assertThat(plan.next(List.of(new Step.Failed(A1, refused(409))), MINUTE)).isEqualTo(go(A2));
    assertThat(plan.next(List.of(new Step.Failed(A1, refused(422))), MINUTE))
        .isInstanceOf(Next.GiveUp.class);
  }

  @Test
  void takesTheRetryPolicyOfTheGroup_beforeTheGeneralOne() {
    var retries =
        new RetryRules(
            2,
            null,
            Duration.ZERO,
            MINUTE,
            FailurePolicy.of(Map.of(Kind.SERVER, 0)),
            Map.of("b", FailurePolicy.of(Map.of(Kind.SERVER, 1))));
    var rules = new RoutingRules(Balancing.standard(), retries, Fallbacks.NONE, 5);

    assertThat(plan(rules, Ask.ANYTHING, A1).next(List.of(failed(A1, Kind.SERVER)), MINUTE))
        .isInstanceOf(Next.GiveUp.class);
    assertThat(plan(rules, Ask.ANYTHING, B1).next(List.of(failed(B1, Kind.SERVER)), MINUTE))
        .isInstanceOf(Next.Try.class);
  }

  @Test
  void asksOneDeploymentOnly_whenItsIdWasAskedFor() {
    var table = new RoutingTable(List.of(A1, A2, B1), Map.of());
    var rules = new RoutingRules(0, Duration.ZERO, A_TO_B, 5);
    var to = new Destination("a", "a2", List.of("a2", "a"));
    Plan plan = new Plan(table, rules, Conditions.CALM, to, Ask.ANYTHING, 1);

    assertThat(plan.next(List.of(), MINUTE)).isEqualTo(go(A2));
    assertThat(plan.next(List.of(failed(A2, Kind.SERVER)), MINUTE)).isEqualTo(go(B1));
  }

  @Test
  void givesTheFallbacksOwnFields() {
    Map<String, JsonNode> cold = Map.of("temperature", IntNode.valueOf(0));
    Plan plan = plan(0, fallbacks(List.of(new Target("b", cold))), A1, B1);
    List<Step> steps = List.of(failed(A1, Kind.SERVER));

    assertThat(plan.overrides(List.of(), "a")).isEmpty();
    assertThat(plan.overrides(steps, "b")).isEqualTo(cold);
    assertThat(plan.overrides(List.of(steps.getFirst(), failed(B1, Kind.SERVER)), "b"))
        .isEqualTo(cold);
  }

  @Test
  void choosesByTags() {
    Candidate free = tagged("free", "free", "eu");
    Candidate paid = tagged("paid", "paid");
    Candidate other = tagged("other", "default");

    assertThat(first(Tags.ANY, List.of("paid"), free, paid, other)).isSameAs(paid);
    assertThat(first(Tags.ALL, List.of("free", "eu"), free, paid, other)).isSameAs(free);
    assertThat(first(Tags.ALL, List.of("paid", "eu"), free, paid, other)).isSameAs(other);
    assertThat(first(Tags.ANY, List.of(), free, paid, other)).isSameAs(other);
  }

  @Test
  void refuses_whenNobodyHasTheTag() {
    Plan plan = plan(balanced(Tags.ANY, false), ask(List.of("x"), 0), tagged("a", "y"));

    assertThat(plan.next(List.of(), MINUTE))
        .isInstanceOfSatisfying(
            Next.GiveUp.class, it -> assertThat(it.failure().kind()).isEqualTo(Kind.BAD_REQUEST));
  }

  @Test
  void sendsALongPromptToTheDeploymentThatTakesIt_elseToItsFallback_elseToTheProvider() {
    Candidate small = known("small", 100);
    Candidate large = known("large", 1000);
    RoutingRules plain = balanced(Tags.IGNORED, true);
    var wide =
        new RoutingRules(
            plain.balancing(),
            plain.retries(),
            new Fallbacks(Map.of(), Map.of("g", Target.of("b")), Map.of(), List.of()),
            5);

    assertThat(plan(plain, ask(List.of(), 101), small, large).next(List.of(), MINUTE))
        .isEqualTo(go(large));
    assertThat(plan(wide, ask(List.of(), 1001), small, large, B1).next(List.of(), MINUTE))
        .isEqualTo(go(B1));
    assertThat(plan(plain, ask(List.of(), 1001), small).next(List.of(), MINUTE))
        .isEqualTo(go(small));
  }

  private static Candidate first(Tags tags, List<String> asked, Candidate... candidates) {
    Plan plan = plan(balanced(tags, false), ask(asked, 0), candidates);
    return ((Next.Try) plan.next(List.of(), MINUTE)).candidate();
  }

  private static RoutingRules balanced(Tags tags, boolean checks) {
    var balancing = new Balancing(Choice.SHUFFLE, Map.of(), false, tags, checks);
    return new RoutingRules(balancing, RetryRules.of(0, Duration.ZERO), Fallbacks.NONE, 5);
  }

  private static Ask ask(List<String> tags, long promptTokens) {
    return new Ask(tags, promptTokens, List.of(), Set.of(), false);
  }

  private static Plan plan(int retries, Fallbacks fallbacks, Candidate... candidates) {
    return plan(new RoutingRules(retries, Duration.ZERO, fallbacks, 5), Ask.ANYTHING, candidates);
  }

  private static Plan plan(RoutingRules rules, Ask ask, Candidate... candidates) {
    var table = new RoutingTable(List.of(candidates), Map.of());
    String group = candidates[0].group();
    var to = new Destination(group, null, List.of(group));
    return new Plan(table, rules, Conditions.CALM, to, ask, 42);
  }

  private static Fallbacks fallbacks(List<Target> ofA) {
    return new Fallbacks(Map.of("a", ofA), Map.of(), Map.of(), List.of());
  }

  private static Next go(Candidate candidate) {
    return new Next.Try(candidate, Duration.ZERO);
  }

  private static Step failed(Candidate candidate, Kind kind) {
    Failure failure = failure(kind);
    return new Step.Failed(candidate, failure);
  }

  private static Failure refused(int status) {
    return new Failure(Kind.BAD_REQUEST, status, null, "no", null, null);
  }

  private static Step open(Candidate candidate, int seconds) {
    return new Step.Skipped(candidate, SkipReason.OPEN, Duration.ofSeconds(seconds));
  }

  private static Step full(Candidate candidate, int seconds) {
    return new Step.Skipped(candidate, SkipReason.FULL, Duration.ofSeconds(seconds));
  }
}
