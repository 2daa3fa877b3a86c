package dev.weir.provider;

import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When each attempt came and what became of it, the newest {@value #CAPACITY} of them. */
final class AttemptLog {

  static final int CAPACITY = 50_000;

  private final InstantSource clock;
  private final boolean recording;
  private final Ring<Attempt> attempts;

  AttemptLog(boolean recording, InstantSource clock) {
    this.clock = clock;
    this.recording = recording;
    this.attempts = new Ring<>(recording ? CAPACITY : 0);
  }

  /** Notes that an attempt came; answers its sequence number. */
  long begin(Protocol protocol, String deployment, String model, boolean stream) {
    return recording ? beginning(protocol, deployment, model, stream) : 0;
  }

  private synchronized long beginning(
      Protocol protocol, String deployment, String model, boolean stream) {
    long sequence = attempts.next();
    attempts.add(
        new Attempt(
            sequence,
            protocol,
            deployment,
            model,
            stream,
            clock.instant(),
            null,
            Attempt.Ending.RUNNING,
            null));
    return sequence;
  }

  /** Notes how it ended; what is said last counts. */
  synchronized void end(long sequence, Attempt.Ending ending, @Nullable Usage billed) {
    Attempt attempt = attempts.get(sequence);
    if (attempt != null) {
      attempts.replace(sequence, attempt.ended(clock.instant(), ending, billed));
    }
  }

  /** Notes that the client left after all; what is billed stays. */
  synchronized void cancel(long sequence) {
    Attempt attempt = attempts.get(sequence);
    if (attempt != null) {
      end(sequence, Attempt.Ending.CANCELLED, attempt.billed());
    }
  }

  synchronized List<Attempt> attempts() {
    return attempts.entries();
  }

  synchronized void clear() {
    attempts.clear();
  }
}
