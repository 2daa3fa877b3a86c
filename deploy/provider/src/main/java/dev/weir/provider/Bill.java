package dev.weir.provider;

import java.time.Instant;

/**
 * One line of the provider's ledger: an answer, whole or in part. Money is not its business.
 *
 * @param sequence grows by one with each bill, from 1; never reused
 * @param model the model asked for
 * @param keySuffix the last four characters of the key presented
 * @param requestId the id sent as {@code x-request-id} or {@code request-id}
 * @param usage what is billed: of an answer that broke off, the whole prompt and the words sent
 * @param chunks how many words were streamed; 0 when not streamed
 */
public record Bill(
    long sequence,
    Protocol protocol,
    String deployment,
    String model,
    String keySuffix,
    String requestId,
    boolean stream,
    Usage usage,
    Outcome outcome,
    int chunks,
    Instant startedAt,
    Instant endedAt) {

  /** How an answer ended. */
  public enum Outcome {
    FINISHED,
    /** The client left before the end. */
    CANCELLED,
    /** The provider broke off, as scripted. */
    CUT
  }

  public boolean cancelled() {
    return outcome == Outcome.CANCELLED;
  }

  Bill numbered(long number) {
    return new Bill(
        number,
        protocol,
        deployment,
        model,
        keySuffix,
        requestId,
        stream,
        usage,
        outcome,
        chunks,
        startedAt,
        endedAt);
  }

  Bill asCancelled() {
    return new Bill(
        sequence,
        protocol,
        deployment,
        model,
        keySuffix,
        requestId,
        stream,
        usage,
        Outcome.CANCELLED,
        chunks,
        startedAt,
        endedAt);
  }
}
