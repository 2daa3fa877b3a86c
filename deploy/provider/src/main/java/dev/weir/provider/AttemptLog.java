package dev.weir.provider;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When each attempt came and what became of it, the newest {@value #CAPACITY} of them. */
final class AttemptLog {

  static final int CAPACITY = 20_000;

  private final InstantSource clock;
  private final @Nullable Attempt[] ring;
  private long next = 1;
  private long first = 1;

  AttemptLog(boolean recording, InstantSource clock) {
    this.clock = clock;
    this.ring = new Attempt[recording ? CAPACITY : 0];
  }

  /** Notes that an attempt came; answers its sequence number. */
  synchronized long begin(Protocol protocol, String deployment, String model, boolean stream) {
    long sequence = next++;
    if (ring.length > 0) {
      ring[index(sequence)] =
          new Attempt(
              sequence,
              protocol,
              deployment,
              model,
              stream,
              clock.instant(),
              null,
              Attempt.Ending.RUNNING,
              null);
    }
    return sequence;
  }

  /** Notes how it ended; what is said last counts. */
  synchronized void end(long sequence, Attempt.Ending ending, @Nullable Usage billed) {
    Attempt attempt = kept(sequence);
    if (attempt != null) {
      ring[index(sequence)] = attempt.ended(clock.instant(), ending, billed);
    }
  }

  /** Notes that the client left after all; what is billed stays. */
  synchronized void cancel(long sequence) {
    Attempt attempt = kept(sequence);
    if (attempt != null) {
      end(sequence, Attempt.Ending.CANCELLED, attempt.billed());
    }
  }

  synchronized List<Attempt> attempts() {
    List<Attempt> attempts = new ArrayList<>();
    for (long sequence = Math.max(first, next - ring.length); sequence < next; sequence++) {
      Attempt attempt = kept(sequence);
      if (attempt != null) {
        attempts.add(attempt);
      }
    }
    return List.copyOf(attempts);
  }

  synchronized void clear() {
    Arrays.fill(ring, null);
    first = next;
  }

  private @Nullable Attempt kept(long sequence) {
    Attempt attempt = ring.length == 0 ? null : ring[index(sequence)];
    return attempt != null && attempt.sequence() == sequence ? attempt : null;
  }

  private int index(long sequence) {
    return (int) (sequence % ring.length);
  }
}
