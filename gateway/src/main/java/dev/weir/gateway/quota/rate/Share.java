package dev.weir.gateway.quota.rate;

import dev.weir.gateway.core.RateFigures;
import dev.weir.gateway.core.RateLimit;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * This node's part of one quota. Calls take and end their parts from any thread; the worker asks
 * Redis for more, one ask at a time, so that each ask has one outcome: an answer, or lost. A short
 * lock; nothing under it waits or does I/O.
 */
abstract sealed class Share permits WindowShare, PermitShare {
  final RateName name;
  final String tag;

  /** Calls that wait for this share, in the order in which they came. */
  final Queue<RateRequest> waiters = new ConcurrentLinkedQueue<>();

  /** Set while it is in the worker's queue; any thread. */
  final AtomicBoolean queued = new AtomicBoolean();

  /** Of the data in Redis that this share was last told to; empty: none. */
  private String life = "";

  private long limit;
  private int users;
  private boolean retired;
  private long asked;
  private long answered;
  private long answeredAt;

  Share(RateName name, String tag, long limit) {
    this.name = name;
    this.tag = tag;
    this.limit = limit;
  }

  /** Takes a part of what was granted, if there is that much. */
  abstract @Nullable Taken take(long count, long now);

  /** Takes a part of this node's own share, without Redis. */
  abstract @Nullable Taken takeAlone(long count, long now, int nodes);

  /** Ends a part: so much was really used; true if Redis should be told soon. */
  abstract boolean end(Taken taken, long actual, long now);

  /** Whether so much can be taken of what was granted. */
  abstract boolean has(long count, long now);

  /**
   * When so much will be there, if nobody else uses any; not after {@code now}: it may be there.
   */
  abstract long freeAt(long count, long now);

  /** As {@link #freeAt}, of the node's own share. */
  abstract long freeAtAlone(long count, long now, int nodes);

  abstract RateFigures figures(long now);

  /** What there is to ask or tell; for the worker. */
  abstract Optional<RateAsk> ask(long now);

  /** The answer to the last ask, which was sent at that time. */
  abstract void answer(RateReply.Noted noted, long sentAt, long now);

  /** There will be no answer to the last ask. */
  abstract void lost();

  /** Now and then: gives up what is not needed; true if Redis should be told. */
  abstract boolean beat(long now);

  /** Redis lost what it was told: what this node has used is to be told again. */
  abstract void forgotten(long now);

  /** Whether nothing is lost if this share is dropped. */
  abstract boolean idle(long now);

  /** Less would be refused again at once. */
  abstract boolean low();

  /** It will be used by a call; false if it is dropped, and another has to be looked up. */
  final synchronized boolean pin(long newLimit) {
    if (retired) {
      return false;
    }
    limit = newLimit;
    users++;
    return true;
  }

  final synchronized void unpin() {
    users--;
  }

  final synchronized boolean retire(long now) {
    retired = users == 0 && idle(now);
    return retired;
  }

  final synchronized long limit() {
    return limit;
  }

  final synchronized String life() {
    return life;
  }

  /** Of the node's whole limit alone. */
  final long part(int nodes) {
    long all = limit();
    return all == 0 ? 0 : Math.max(1, all / Math.max(1, nodes));
  }

  /** Before an ask: the life that it is meant for; what another life was told is void. */
  final synchronized void move(String to, long now) {
    if (!life.equals(to)) {
      life = to;
      forgotten(now);
    }
  }

  final synchronized void sent() {
    asked++;
  }

  final synchronized void noted(long now) {
    answered = asked;
    answeredAt = now;
  }

  /** How many asks have been sent so far. */
  final synchronized long asked() {
    return asked;
  }

  /** Whether an ask was answered that was sent after so many, or not longer ago. */
  final synchronized boolean heard(long after, long age, long now) {
    return answered > after || (answered > 0 && now - answeredAt < age);
  }

  /** How much a call takes of it. */
  final long amount(long tokens) {
    return name.unit() == RateLimit.Unit.TOKENS ? Math.clamp(tokens, 1, Math.max(1, limit())) : 1;
  }

  /** What the waiting calls want. */
  record Waiting(long least, long sum) {}

  final Waiting waiting() {
    long least = Long.MAX_VALUE;
    long sum = 0;
    for (RateRequest request : waiters) {
      long amount = amount(request.tokens());
      least = Math.min(least, amount);
      sum += amount;
    }
    return sum == 0 ? new Waiting(0, 0) : new Waiting(least, sum);
  }

  final void wakeAll() {
    waiters.forEach(RateRequest::wake);
  }
}
