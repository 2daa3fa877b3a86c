package dev.weir.gateway.pipeline;

import dev.weir.gateway.core.Candidate;
import dev.weir.gateway.core.ClientRequest;
import dev.weir.gateway.core.Failure;
import dev.weir.gateway.core.Failure.Kind;
import dev.weir.gateway.core.Simulation;
import dev.weir.gateway.routing.Entry;
import dev.weir.gateway.routing.Next;
import dev.weir.gateway.routing.Pass;
import dev.weir.gateway.routing.SkipReason;
import dev.weir.gateway.routing.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One call on its way. Used by the call's thread; a hedge only asks for its own attempt. */
final class Run {
  private static final Duration SHORTEST = Duration.ofMillis(1);

  private final Pipeline pipeline;
  private final Stages stages;
  private final Call call;
  private final Client client;
  private final Tally tally;
  private final Outlet outlet;
  private final Timeline timeline;
  private final List<Step> steps = new ArrayList<>();
  private final AtomicInteger attempts = new AtomicInteger();
  private final Recovery recovery;
  private long deadline;
  private Map<String, String> headers = Map.of();
  private @Nullable Refusal unfit;

  /** Since the attempt before; what is passed over in between does not count. */
  private Duration waited = Duration.ZERO;

  Run(Pipeline pipeline, Call call, Client client, Tally tally) {
    this.pipeline = pipeline;
    this.stages = pipeline.stages();
    this.call = call;
    this.client = client;
    this.tally = tally;
    this.recovery = new Recovery(call);
    this.deadline = stages.nanos().getAsLong() + call.patience().toNanos();
    this.timeline = new Timeline(pipeline.trails().begin(call), stages.nanos());
    this.outlet =
        new Outlet(
            client, call.request().protocol(), pipeline.clockwork().keepAlives(), stages.nanos());
  }

  /** What was done, when all is done. */
  CallTrail.View go() {
    String end = "internal";
    try (outlet) {
      if (call.simulation() instanceof Simulation.GroupFails(Kind kind)) {
        failGroup(kind);
      }
      String verdict = null;
      while (verdict == null) {
        verdict = next();
      }
      end = verdict;
    } finally {
      timeline.end(end);
      CallLog.write(timeline.view());
    }
    return timeline.view();
  }

  /** Takes one step. Null: the call goes on; else how it ended. */
  private @Nullable String next() {
    return switch (call.plan().next(steps, left())) {
      case Next.Try(Candidate candidate, Duration pause) ->
          sleep(pause) ? enter(candidate) : refuse(new Refusal.Stopping());
      case Next.Force(Candidate candidate, Duration pause) ->
          sleep(pause)
              ? attempt(candidate, stages.traffic().force(candidate))
              : refuse(new Refusal.Stopping());
      case Next.GiveUp(Failure failure) -> giveUp(failure);
    };
  }

  private @Nullable String enter(Candidate candidate) {
    Simulation simulation = simulation(candidate);
    if (simulation != null) {
      // Nothing that is made up goes on with a real answer.
      return recovery.running()
          ? skip(candidate, SkipReason.UNFIT, Duration.ZERO)
          : simulate(simulation, candidate);
    }
    return switch (stages.traffic().enter(candidate)) {
      case Entry.Entered(Pass pass) -> attempt(candidate, pass);
      case Entry.Closed(SkipReason reason, Duration again) -> skip(candidate, reason, again);
    };
  }

  /** A test switch of the request is about the group it asked for. */
  private @Nullable Simulation simulation(Candidate candidate) {
    Simulation asked = call.simulation();
    return asked != null && candidate.group().equals(call.plan().group())
        ? asked
        : candidate.mock();
  }

  private @Nullable String attempt(Candidate candidate, Pass pass) {
    var fields = call.plan().overrides(steps, candidate.group());
    return switch (Overrides.of(call.request(), fields)) {
      case Overrides.Good(ClientRequest request) -> attempt(candidate, request, pass);
      case Overrides.Bad(Refusal refusal) -> {
        pass.cancelled();
        yield take(candidate, new Result.Unfit(refusal));
      }
    };
  }

  private @Nullable String attempt(Candidate candidate, ClientRequest request, Pass pass) {
    Hop hop = hop(candidate, request, role(candidate));
    if (recovery.running()) {
      return take(candidate, attempt(hop, outlet.successor(), pass));
    }
    Turn turn = outlet.turn();
    Duration hedgeAfter = pipeline.terms(candidate.group()).hedgeAfter();
    if (hedgeAfter == null) {
      return take(candidate, attempt(hop, turn, pass));
    }
    var hedge = Hedge.arm(pipeline.clockwork().alarm(), hedgeAfter, () -> second(hop, turn));
    Result first;
    Hedge.@Nullable Outcome second;
    try {
      first = attempt(hop, turn, pass);
    } finally {
      second = hedge.end();
    }
    return raced(candidate, first, second);
  }

  private Result attempt(Hop hop, Turn turn, Pass pass) {
    return new Attempt(stages, call, hop, turn, pass, timeline, tally).run();
  }

  /**
   * The attempt beside one that is late; null: nobody is there for it. In a thread of its own,
   * while the call's thread is in the first attempt and so leaves the steps as they are.
   */
  private Hedge.@Nullable Outcome second(Hop first, Turn late) {
    List<Step> seen = new ArrayList<>(steps);
    seen.add(new Step.Skipped(first.candidate(), SkipReason.FULL, Duration.ZERO));
    while (call.plan().next(seen, left()) instanceof Next.Try(Candidate other, Duration pause)
        && pause.isZero()
        && other.mock() == null
        && other.group().equals(first.candidate().group())) {
      switch (stages.traffic().enter(other)) {
        case Entry.Closed(SkipReason reason, Duration again) -> {
          seen.add(new Step.Skipped(other, reason, again));
          tell(other, reason.code());
        }
        case Entry.Entered(Pass pass) -> {
          return second(other, first.request(), late, pass);
        }
      }
    }
    return null;
  }

  private Hedge.@Nullable Outcome second(
      Candidate other, ClientRequest request, Turn late, Pass pass) {
    Turn turn = outlet.turn();
    turn.race(late);
    if (outlet.claimed()) {
      pass.cancelled();
      return null;
    }
    return new Hedge.Outcome(other, attempt(hop(other, request, TrailStep.Role.HEDGE), turn, pass));
  }

  /** What the client has is decided by who won it; what failed is history. */
  private @Nullable String raced(
      Candidate candidate, Result first, Hedge.@Nullable Outcome second) {
    if (second == null) {
      return take(candidate, first);
    }
    return switch (second.result()) {
      case Result.Answered _, Result.Cut _ -> take(second.candidate(), second.result());
      case Result.Failed _ -> {
        String verdict = take(candidate, first);
        yield verdict != null ? verdict : take(second.candidate(), second.result());
      }
      case Result.Full _ -> {
        tell(second.candidate(), SkipReason.FULL.code());
        yield take(candidate, first);
      }
      case Result.Refused(Refusal refusal) -> {
        tell(second.candidate(), refusal.code());
        yield take(candidate, first);
      }
      case Result.Unfit _, Result.Over _ -> take(candidate, first);
    };
  }

  private @Nullable String take(Candidate candidate, Result result) {
    return switch (result) {
      case Result.Answered() -> {
        Fallbacks.count(stages.metrics(), call, steps, candidate.group());
        yield "answered";
      }
      case Result.Over() -> "client_gone";
      case Result.Refused(Refusal refusal) -> {
        if (recovery.running()) {
          tell(candidate, refusal.code());
        }
        yield refuse(refusal);
      }
      case Result.Unfit(Refusal refusal) -> {
        if (steps.stream().allMatch(Step.Skipped.class::isInstance)) {
          unfit = unfit == null ? refusal : unfit;
        }
        yield skip(candidate, SkipReason.UNFIT, Duration.ZERO);
      }
      case Result.Full(Duration again) -> skip(candidate, SkipReason.FULL, again);
      case Result.Failed(Failure failure, Map<String, String> theirs) -> {
        headers = theirs;
        unfit = null;
        yield failed(candidate, failure);
      }
      case Result.Cut cut -> cut(candidate, cut);
    };
  }

  /** Another goes on with the stream, if it may; it has as long as the first one had. */
  private @Nullable String cut(Candidate candidate, Result.Cut cut) {
    var recoveryOfGroup = pipeline.terms(candidate.group()).streamRecovery();
    if (!recovery.takes(cut, candidate.deployment(), recoveryOfGroup)) {
      return breakOff(Objects.requireNonNull(recovery.failure()));
    }
    deadline = stages.nanos().getAsLong() + call.patience().toNanos();
    return failed(candidate, cut.failure());
  }

  private String breakOff(Failure failure) {
    tally.close();
    outlet.breakOff(failure);
    return "cut";
  }

  private @Nullable String failed(Candidate candidate, Failure failure) {
    steps.add(new Step.Failed(candidate, failure));
    return null;
  }

  private @Nullable String skip(Candidate candidate, SkipReason reason, Duration again) {
    steps.add(new Step.Skipped(candidate, reason, again));
    tell(candidate, reason.code());
    return null;
  }

  private void tell(Candidate skipped, String reason) {
    timeline.add(new TrailStep.Skipped(skipped.group(), skipped.id(), timeline.now(), reason));
  }

  private void failGroup(Kind kind) {
    String group = call.plan().group();
    Failure failure = Simulator.failure(kind, group);
    steps.add(new Step.Simulated(group, failure));
    timeline.add(new TrailStep.Simulated(group, null, timeline.now(), failure.code()));
  }

  /** Nothing real comes of it: no hold, no bill, no mark against the deployment. */
  private @Nullable String simulate(Simulation simulation, Candidate candidate) {
    Hop hop = hop(candidate, call.request(), role(candidate));
    Result result =
        new Simulator(call, outlet, pipeline.clockwork().pause(), stages.clock())
            .run(simulation, hop);
    timeline.add(
        new TrailStep.Simulated(
            candidate.group(),
            candidate.id(),
            timeline.now(),
            result instanceof Result.Failed(Failure failure, var _) ? failure.code() : "none"));
    return take(candidate, result);
  }

  private Hop hop(Candidate candidate, ClientRequest request, TrailStep.Role role) {
    String group = candidate.group();
    long retries =
        steps.stream()
            .filter(step -> step instanceof Step.Failed && step.group().equals(group))
            .count();
    long fallbacks =
        steps.stream().map(Step::group).filter(it -> !it.equals(group)).distinct().count();
    Duration left = left();
    Duration pauses = waited;
    waited = Duration.ZERO;
    return new Hop(
        candidate,
        recovery.request(request, candidate),
        attempts.incrementAndGet(),
        role,
        (int) retries,
        (int) fallbacks,
        pauses,
        left.compareTo(SHORTEST) < 0 ? SHORTEST : left,
        recovery.splicing(pipeline.terms(group).streamRecovery()));
  }

  private TrailStep.Role role(Candidate candidate) {
    if (recovery.running()) {
      return TrailStep.Role.CONTINUATION;
    }
    boolean here = steps.stream().allMatch(step -> step.group().equals(candidate.group()));
    boolean failed = steps.stream().anyMatch(Step.Failed.class::isInstance);
    return !here ? TrailStep.Role.FALLBACK : failed ? TrailStep.Role.RETRY : TrailStep.Role.FIRST;
  }

  private boolean sleep(Duration wait) {
    try {
      if (wait.isPositive()) {
        pipeline.clockwork().pause().sleep(wait);
        waited = waited.plus(wait);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Duration left() {
    return Duration.ofNanos(deadline - stages.nanos().getAsLong());
  }

  private String giveUp(Failure failure) {
    Fallbacks.count(stages.metrics(), call, steps, null);
    return refuse(
        unfit != null
            ? unfit
            : new Refusal.ProviderFailed(call.plan().group(), failure, headers, tried()));
  }

  private Refusal.ProviderFailed.Tried tried() {
    List<Candidate> failed = new ArrayList<>();
    Set<String> groups = new HashSet<>();
    for (Step step : steps) {
      groups.add(step.group());
      if (step instanceof Step.Failed(Candidate candidate, Failure _)) {
        failed.add(candidate);
      }
    }
    long firsts = failed.stream().map(Candidate::group).distinct().count();
    return new Refusal.ProviderFailed.Tried(
        failed.size() - (int) firsts,
        Math.max(groups.size() - 1, 0),
        failed.isEmpty() ? null : failed.getFirst().id(),
        timeline.view().steps());
  }

  private String refuse(Refusal refusal) {
    Failure broken = recovery.failure();
    if (broken != null) {
      return breakOff(broken);
    }
    tally.close();
    pipeline.refuse(call.id(), refusal, client);
    return refusal.code();
  }
}
