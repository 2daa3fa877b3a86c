package dev.weir.gateway.quota.rate;

import dev.weir.gateway.core.RateAdmission;
import dev.weir.gateway.core.RateFigures;
import dev.weir.gateway.core.RateHold;
import dev.weir.gateway.core.RateLimit;
import dev.weir.gateway.quota.RoundsThread;
import dev.weir.schemas.config.RedisSettings;
import dev.weir.schemas.redis.RedisKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The rates of one node for one epoch. Parts are taken and ended in memory; one worker asks Redis
 * for what is needed, in the background where a quota is in use, while the call waits where it is
 * not. See quota-protocol.md, "Rates and concurrency", and RATIONALE.md for what holds when.
 */
public final class Rates implements RatePlane, AutoCloseable {
  private final RateSettings settings;
  private final RedisKeys keys;
  private final LongSupplier nanos;
  private final Map<RateName, Share> shares = new ConcurrentHashMap<>();
  private final RateWorker worker;
  private final RoundsThread thread;

  Rates(RateStore store, RedisKeys keys, RateSettings settings, LongSupplier nanos) {
    this.settings = settings;
    this.keys = keys;
    this.nanos = nanos;
    this.worker = new RateWorker(store, shares, settings, nanos);
    this.thread = new RoundsThread("weir-rates", worker);
  }

  /**
   * Rates over Redis. Nothing happens before {@link #start}.
   *
   * @param epoch this life of this node; never used before
   * @param nanos a clock that only grows, such as {@code System::nanoTime}
   */
  public static Rates overRedis(
      RedisSettings redis, String epoch, RateSettings settings, LongSupplier nanos) {
    RedisKeys keys = new RedisKeys(redis.prefix());
    return new Rates(new RedisRates(redis, keys, epoch, settings), keys, settings, nanos);
  }

  /** Begins to talk to Redis, in a thread of its own; Redis need not be there yet. */
  public Rates start() {
    thread.start();
    return this;
  }

  @Override
  public RateAdmission admit(List<RateLimit> limits, long tokens) {
    if (tokens < 0) {
      throw new IllegalArgumentException("negative estimate: " + tokens);
    }
    if (limits.isEmpty()) {
      return new RateAdmission.Admitted(RateHold.NONE);
    }
    RateRequest request = request(limits, tokens);
    try {
      RateAdmission decided = request.poll();
      while (decided == null) {
        request.await();
        if (Thread.currentThread().isInterrupted()) {
          return new RateAdmission.Unavailable(limits.getFirst(), "interrupted");
        }
        decided = request.poll();
      }
      return decided;
    } finally {
      request.end();
    }
  }

  /** The request of the calling thread. */
  RateRequest request(List<RateLimit> limits, long tokens) {
    List<Share> pinned = new ArrayList<>(limits.size());
    for (RateLimit limit : limits) {
      pinned.add(pinned(limit));
    }
    return new RateRequest(this, pinned, tokens, nanos() + settings.patience().toNanos());
  }

  private Share pinned(RateLimit limit) {
    RateName name = RateName.of(limit);
    while (true) {
      Share share = shares.get(name);
      if (share == null) {
        share = shares.computeIfAbsent(name, it -> fresh(it, limit.limit()));
      }
      if (share.pin(limit.limit())) {
        return share;
      }
    }
  }

  private Share fresh(RateName name, long limit) {
    String tag = keys.rateTag(name.text());
    return name.unit() == RateLimit.Unit.MAX_PARALLEL_REQUESTS
        ? new PermitShare(name, tag, limit, settings, nanos())
        : new WindowShare(name, tag, limit, settings, nanos());
  }

  @Override
  public RateFigures figures(RateLimit limit) {
    Share share = shares.get(RateName.of(limit));
    return share == null
        ? new RateFigures(limit, limit.limit(), Duration.ZERO)
        : share.figures(nanos());
  }

  /** Stops and gives back what is not used, if Redis answers within a second or so. */
  @Override
  public void close() {
    thread.close();
  }

  /** Ends what a call took of a share; never throws. */
  void end(Share share, Taken taken, long actual) {
    if (share.end(taken, actual, nanos())) {
      poke(share);
    }
  }

  void poke(Share share) {
    if (worker.poke(share)) {
      thread.wake();
    }
  }

  /** Whether Redis has been away for so long that the node serves from its own share. */
  public boolean alone() {
    return worker.alone();
  }

  /** How many nodes share the limits, as last heard; 0: not known. */
  int nodes() {
    return worker.nodes();
  }

  boolean stopped() {
    return worker.stopped();
  }

  long nanos() {
    return nanos.getAsLong();
  }

  long windowNanos() {
    return settings.window().toNanos();
  }

  /** One round of the worker, for tests without its thread. */
  long step() {
    return worker.step();
  }

  Collection<Share> all() {
    return shares.values();
  }
}
