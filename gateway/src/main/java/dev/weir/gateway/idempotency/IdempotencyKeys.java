package dev.weir.gateway.idempotency;

import dev.weir.gateway.idempotency.Recording.State;
import dev.weir.gateway.idempotency.SharedClaims.Ticket;
import dev.weir.schemas.config.RedisSettings;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The calls that clients named with a key: each is made once. Thread-safe.
 *
 * <p>A success is remembered; a failed call frees its key, so that a retry tries again. The nodes
 * know of each other's calls by Redis; while it is away, each knows only its own.
 */
public final class IdempotencyKeys implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(1);

  private final Limits limits;
  private final UnaryOperator<String> hash;
  private final LongSupplier nanos;
  private final SharedClaims claims;
  private final Shelf shelf;
  private final LongAdder replays = new LongAdder();
  private final String node = UUID.randomUUID().toString();
  private final AtomicLong tries = new AtomicLong();

  IdempotencyKeys(
      Limits limits, UnaryOperator<String> hash, LongSupplier nanos, SharedClaims claims) {
    this.limits = limits;
    this.hash = hash;
    this.nanos = nanos;
    this.claims = claims;
    this.shelf = new Shelf(limits, nanos);
  }

  /**
   * Remembers calls in this process alone.
   *
   * @param hash keyed: neither owners nor keys are kept
   */
  public static IdempotencyKeys alone(
      Limits limits, UnaryOperator<String> hash, LongSupplier nanos) {
    return new IdempotencyKeys(limits, hash, nanos, SharedClaims.NONE);
  }

  /**
   * Remembers calls together with all nodes that use this Redis; it need not be there yet.
   *
   * @param hash keyed, the same on all nodes: neither owners nor keys go to Redis
   */
  public static IdempotencyKeys overRedis(
      RedisSettings redis, Limits limits, UnaryOperator<String> hash, LongSupplier nanos) {
    RedisClaims claims = RedisClaims.start(redis, limits.keep(), RedisLimits.DEFAULT, nanos);
    return new IdempotencyKeys(limits, hash, nanos, claims);
  }

  /**
   * Decides about a request; may wait for Redis for {@link RedisLimits#patience}.
   *
   * @param owner whose key it is: the same key of two owners is two keys
   */
  public Claim claim(String owner, String key, Fingerprint request) {
    Claim claim = decide(owner, key, request);
    if (claim instanceof Claim.Replay) {
      replays.increment();
    }
    return claim;
  }

  /** How many requests of this node were given an answer again, or joined a call that ran. */
  public long replays() {
    return replays.sum();
  }

  private Claim decide(String owner, String key, Fingerprint request) {
    String id = hash.apply("idempotency\0" + owner + '\0' + key);
    var ticket = new Ticket(id, node + ":" + tries.incrementAndGet(), request);
    var entry = new Entry(ticket, shelf, claims);
    Recording recording = entry.begin(limits, nanos);
    Entry before = shelf.begin(entry);
    if (before != null) {
      return before.ticket().request().equals(request) ? join(before) : new Claim.Different();
    }
    return told(entry.claim(), () -> new Claim.Run(recording, opened(recording)));
  }

  private Claim join(Entry entry) {
    return told(entry.standing(), () -> listen(entry));
  }

  private Claim listen(Entry entry) {
    Recording recording = entry.recording();
    Playback playback = recording == null ? null : recording.listen();
    if (playback != null) {
      return new Claim.Replay(playback);
    }
    return recording != null && recording.state() == State.RUNNING
        ? new Claim.Running(SOON)
        : told(claims.look(entry.ticket()), Claim.NotKept::new);
  }

  /** What the nodes know of a call; {@code here} where that is nothing. */
  private static Claim told(Shared shared, Supplier<Claim> here) {
    return switch (shared) {
      case Shared.Ours(), Shared.Away(), Shared.Unknown() -> here.get();
      case Shared.Running() -> new Claim.Running(SOON);
      case Shared.Done(Answer answer) -> new Claim.Replay(opened(Recording.of(answer)));
      case Shared.NotKept() -> new Claim.NotKept();
      case Shared.Different() -> new Claim.Different();
    };
  }

  private static Playback opened(Recording recording) {
    return Objects.requireNonNull(recording.listen(), "nothing of it is dropped yet");
  }

  /** Tells the other nodes what they have not heard yet, for a bounded time. */
  @Override
  public void close() {
    claims.close();
  }
}
