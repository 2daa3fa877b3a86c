package dev.weir.gateway.idempotency;

import dev.weir.gateway.idempotency.Recording.State;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * The calls that clients named with a key: each is made once. Thread-safe.
 *
 * <p>A success is remembered; a failed call frees its key, so that a retry tries again.
 */
public final class IdempotencyKeys {
  private static final Duration SOON = Duration.ofSeconds(1);

  private final Limits limits;
  private final UnaryOperator<String> hash;
  private final LongSupplier nanos;
  private final Shelf shelf;

  /**
   * Remembers calls in this process.
   *
   * @param hash keyed: neither owners nor keys are kept
   */
  public IdempotencyKeys(Limits limits, UnaryOperator<String> hash, LongSupplier nanos) {
    this.limits = limits;
    this.hash = hash;
    this.nanos = nanos;
    this.shelf = new Shelf(limits, nanos);
  }

  /**
   * Decides about a request.
   *
   * @param owner whose key it is: the same key of two owners is two keys
   */
  public Claim claim(String owner, String key, Fingerprint request) {
    String id = hash.apply("idempotency\0" + owner + '\0' + key);
    var entry = new Entry(id, request, shelf, limits, nanos);
    Entry before = shelf.begin(entry);
    if (before != null) {
      return before.request().equals(request) ? join(before) : new Claim.Different();
    }
    Recording recording = entry.recording();
    Playback playback = recording == null ? null : recording.listen();
    if (recording == null || playback == null) {
      throw new IllegalStateException("a call that begins can be listened to");
    }
    return new Claim.Run(recording, playback);
  }

  private static Claim join(Entry entry) {
    Recording recording = entry.recording();
    if (recording == null) {
      return new Claim.NotKept();
    }
    Playback playback = recording.listen();
    if (playback != null) {
      return new Claim.Replay(playback);
    }
    return recording.state() == State.RUNNING ? new Claim.Running(SOON) : new Claim.NotKept();
  }
}
