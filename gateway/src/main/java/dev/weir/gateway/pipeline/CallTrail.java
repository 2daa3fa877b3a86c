package dev.weir.gateway.pipeline;

import dev.weir.gateway.core.Protocol;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was decided about one call, as it goes on. Thread-safe. */
public final class CallTrail {
  private final Head head;
  private final List<TrailStep> steps = new ArrayList<>(2);
  private @Nullable Verdict verdict;

  /**
   * What is known from the start.
   *
   * @param keyId who may see it
   * @param group that was asked for
   */
  public record Head(
      String call, String keyId, String group, Protocol protocol, boolean stream, Instant began) {}

  /**
   * How the call ended.
   *
   * @param code {@code answered}, {@code cut}, {@code client_gone}, or why it was refused
   * @param took from start to end
   */
  public record Verdict(String code, Duration took) {}

  /**
   * A copy.
   *
   * @param verdict null: it still runs
   */
  public record View(Head head, List<TrailStep> steps, @Nullable Verdict verdict) {
    public View {
      steps = List.copyOf(steps);
    }

    /** What all its attempts cost so far. */
    public long chargedNanoUsd() {
      long sum = 0;
      for (TrailStep step : steps) {
        sum += step instanceof TrailStep.Attempted attempted ? attempted.chargedNanoUsd() : 0;
      }
      return sum;
    }
  }

  CallTrail(Head head) {
    this.head = head;
  }

  Head head() {
    return head;
  }

  synchronized void add(TrailStep step) {
    steps.add(step);
  }

  synchronized void end(Verdict how) {
    verdict = how;
  }

  /** As it stands. */
  public synchronized View view() {
    return new View(head, steps, verdict);
  }
}
