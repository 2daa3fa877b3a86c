package dev.weir.gateway.pipeline;

import dev.weir.gateway.core.Candidate;
import dev.weir.gateway.core.Failure;
import dev.weir.gateway.core.Failure.Kind;
import dev.weir.gateway.core.RateAdmission;
import dev.weir.gateway.core.RateFigures;
import dev.weir.gateway.core.RateHold;
import dev.weir.gateway.pipeline.Attempt.Progress;
import dev.weir.gateway.routing.Entry;
import dev.weir.gateway.routing.Next;
import dev.weir.gateway.routing.Pass;
import dev.weir.gateway.routing.SkipReason;
import dev.weir.gateway.routing.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers calls: tries the deployments of a call's plan until one answers or the plan ends. The
 * calling thread (virtual) is blocked until the client has everything. Thread-safe.
 */
public final class Pipeline {
  private static final Logger LOGGER = LoggerFactory.getLogger(Pipeline.class);
  private static final Duration SHORTEST = Duration.ofMillis(1);

  private final Stages stages;
  private final Pause pause;

  /** Waits before a retry. */
  public interface Pause {
    /** Blocks the calling thread for so long. */
    void sleep(Duration duration) throws InterruptedException;
  }

  public Pipeline(Stages stages, Pause pause) {
    this.stages = stages;
    this.pause = pause;
  }

  /** Gives the client an answer or a refusal. Whatever was spent is settled when this returns. */
  public void run(Call call, Client client) {
    switch (stages.rates().admit(call.rates(), TokenEstimate.of(call.request()))) {
      case RateAdmission.Admitted(RateHold hold) -> {
        try (var tally = new Tally(hold)) {
          tell(call, hold.figures(), client);
          new Run(call, client, tally).go();
        }
      }
      case RateAdmission.Limited(RateFigures by, Duration retryAfter) -> {
        stages.metrics().limits(call.payer(), call.plan().group(), List.of(by));
        Instant again = stages.clock().instant().plus(retryAfter);
        refuse(call.id(), new Refusal.RateLimited(by, retryAfter, again), client);
      }
      case RateAdmission.Unavailable by ->
          refuse(call.id(), new Refusal.RateUnavailable(by), client);
    }
  }

  private void tell(Call call, List<RateFigures> figures, Client client) {
    if (!figures.isEmpty()) {
      client.limits(figures);
      stages.metrics().limits(call.payer(), call.plan().group(), figures);
    }
  }

  /** Tells the client, and counts, why there is no answer. */
  public void refuse(String callId, Refusal refusal, Client client) {
    LOGGER.debug("call={} refused={}", callId, refusal.code());
    stages.metrics().refused(refusal.code());
    client.refuse(refusal);
  }

  /** One call on its way. */
  private final class Run {
    private final Call call;
    private final Client client;
    private final Tally tally;
    private final long deadline;
    private final List<Step> steps = new ArrayList<>();
    private Map<String, String> headers = Map.of();
    private @Nullable Refusal unfit;
    private int attempts;

    Run(Call call, Client client, Tally tally) {
      this.call = call;
      this.client = client;
      this.tally = tally;
      this.deadline = stages.nanos().getAsLong() + call.patience().toNanos();
    }

    void go() {
      if (call.simulateFailure()) {
        simulate();
      }
      boolean more = true;
      while (more) {
        more =
            switch (call.plan().next(steps, left())) {
              case Next.Try(Candidate candidate, Duration pause) ->
                  sleep(pause) && enter(candidate);
              case Next.Force(Candidate candidate, Duration pause) ->
                  sleep(pause) && attempt(candidate, stages.traffic().force(candidate));
              case Next.GiveUp(Failure failure) ->
                  refuse(
                      unfit != null
                          ? unfit
                          : new Refusal.ProviderFailed(call.plan().group(), failure, headers));
            };
      }
    }

    private void simulate() {
      String group = call.plan().group();
      String text = "This is a mock exception for model=" + group + ", to trigger a fallback.";
      steps.add(
          new Step.Simulated(group, new Failure(Kind.SIMULATED, 500, null, text, null, null)));
    }

    private boolean enter(Candidate candidate) {
      return switch (stages.traffic().enter(candidate)) {
        case Entry.Entered(Pass pass) -> attempt(candidate, pass);
        case Entry.Closed(SkipReason reason, Duration again) ->
            steps.add(new Step.Skipped(candidate, reason, again));
      };
    }

    /** Whether somebody else is to be asked; if not, the client has what it will get. */
    private boolean attempt(Candidate candidate, Pass pass) {
      var attempt = new Attempt(stages, call, candidate, progress(candidate), client, pass, tally);
      return switch (attempt.run()) {
        case Result.Answered() -> false;
        case Result.Refused(Refusal refusal) -> refuse(refusal);
        case Result.Unfit(Refusal refusal) -> {
          if (steps.stream().allMatch(Step.Skipped.class::isInstance)) {
            unfit = unfit == null ? refusal : unfit;
          }
          yield steps.add(new Step.Skipped(candidate, SkipReason.UNFIT, Duration.ZERO));
        }
        case Result.Full(Duration again) ->
            steps.add(new Step.Skipped(candidate, SkipReason.FULL, again));
        case Result.Failed(Failure failure, Map<String, String> theirs) -> {
          headers = theirs;
          unfit = null;
          yield steps.add(new Step.Failed(candidate, failure));
        }
      };
    }

    private boolean sleep(Duration wait) {
      try {
        if (wait.isPositive()) {
          pause.sleep(wait);
        }
        return true;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return refuse(new Refusal.Stopping());
      }
    }

    private Progress progress(Candidate candidate) {
      String group = candidate.group();
      int retries =
          (int)
              steps.stream()
                  .filter(it -> it instanceof Step.Failed && it.group().equals(group))
                  .count();
      int fallbacks =
          (int) steps.stream().map(Step::group).filter(it -> !it.equals(group)).distinct().count();
      Duration left = left();
      return new Progress(
          ++attempts, retries, fallbacks, left.compareTo(SHORTEST) < 0 ? SHORTEST : left);
    }

    private Duration left() {
      return Duration.ofNanos(deadline - stages.nanos().getAsLong());
    }

    private boolean refuse(Refusal refusal) {
      tally.close();
      Pipeline.this.refuse(call.id(), refusal, client);
      return false;
    }
  }
}
