package dev.weir.gateway.pipeline;

import dev.weir.gateway.core.Candidate;
import dev.weir.gateway.core.Failure;
import dev.weir.gateway.core.Failure.Kind;
import dev.weir.gateway.pipeline.Attempt.Progress;
import dev.weir.gateway.routing.Failed;
import dev.weir.gateway.routing.Next;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    new Run(call, client).go();
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
    private final long deadline;
    private final List<Failed> history = new ArrayList<>();
    private Map<String, String> headers = Map.of();
    private int attempts;

    Run(Call call, Client client) {
      this.call = call;
      this.client = client;
      this.deadline = stages.nanos().getAsLong() + call.patience().toNanos();
    }

    void go() {
      Candidate candidate = call.simulateFailure() ? simulate() : call.plan().first();
      while (candidate != null) {
        candidate = attempt(candidate);
      }
    }

    private @Nullable Candidate simulate() {
      String group = call.plan().group();
      String text = "This is a mock exception for model=" + group + ", to trigger a fallback.";
      return after(
          Failed.simulated(group, new Failure(Kind.SIMULATED, 500, null, text, null, null)));
    }

    /** Who is to be tried next; null: the client has what it will get. */
    private @Nullable Candidate attempt(Candidate candidate) {
      var attempt = new Attempt(stages, call, candidate, progress(candidate), client);
      return switch (attempt.run()) {
        case Result.Answered() -> null;
        case Result.Refused(Refusal refusal) -> refuse(refusal);
        case Result.Unfit(Refusal refusal, Failure failure) ->
            history.isEmpty() ? refuse(refusal) : after(Failed.attempt(candidate, failure));
        case Result.Failed(Failure failure, Map<String, String> theirs) -> {
          headers = theirs;
          yield after(Failed.attempt(candidate, failure));
        }
      };
    }

    private @Nullable Candidate after(Failed failed) {
      history.add(failed);
      return switch (call.plan().after(history, left())) {
        case Next.Retry(Candidate next, Duration wait) -> sleep(wait) ? next : null;
        case Next.Fallback(Candidate next) -> next;
        case Next.GiveUp(Failure failure) ->
            refuse(new Refusal.ProviderFailed(call.plan().group(), failure, headers));
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
        refuse(new Refusal.Stopping());
        return false;
      }
    }

    private Progress progress(Candidate candidate) {
      String group = candidate.group();
      int retries =
          (int)
              history.stream()
                  .filter(it -> it.candidate() != null && it.group().equals(group))
                  .count();
      int fallbacks =
          (int)
              history.stream()
                  .map(Failed::group)
                  .filter(it -> !Objects.equals(it, group))
                  .distinct()
                  .count();
      Duration left = left();
      return new Progress(
          ++attempts, retries, fallbacks, left.compareTo(SHORTEST) < 0 ? SHORTEST : left);
    }

    private Duration left() {
      return Duration.ofNanos(deadline - stages.nanos().getAsLong());
    }

    private @Nullable Candidate refuse(Refusal refusal) {
      Pipeline.this.refuse(call.id(), refusal, client);
      return null;
    }
  }
}
