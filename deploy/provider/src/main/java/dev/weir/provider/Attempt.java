package dev.weir.provider;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A call as it came, well-formed or not, and what became of it.
 *
 * @param sequence grows by one with each attempt, from 1
 * @param model as asked for; empty when it could not be read
 * @param endedAt null as long as it is {@link Ending#RUNNING}
 * @param billed what the provider charges for; null for nothing
 */
public record Attempt(
    long sequence,
    Protocol protocol,
    String deployment,
    String model,
    boolean stream,
    Instant arrivedAt,
    @Nullable Instant endedAt,
    Ending ending,
    @Nullable Usage billed) {

  /** What became of an attempt. */
  public enum Ending {
    /** Nothing yet: it is being answered, or hangs. */
    RUNNING,
    /** An answer, whole. */
    ANSWERED,
    /** An error, or what a script puts in its place. */
    REFUSED,
    /** An answer that went wrong, as scripted. */
    BROKEN,
    /** The client left before the end. */
    CANCELLED
  }

  public boolean cancelled() {
    return ending == Ending.CANCELLED;
  }

  Attempt ended(Instant at, Ending how, @Nullable Usage usage) {
    return new Attempt(sequence, protocol, deployment, model, stream, arrivedAt, at, how, usage);
  }
}
