package dev.weir.gateway.quota.rate;

import dev.weir.gateway.core.RateAdmission;
import dev.weir.gateway.core.RateFigures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One call that wants its part of some shares: all, or none. For the thread that made it. */
final class RateRequest {
  /** So long ago Redis' word is still good enough to refuse a call without asking again. */
  private static final long FRESH = Duration.ofMillis(100).toNanos();

  private static final Duration SOON = Duration.ofSeconds(1);

  private final Rates plane;
  private final List<Share> shares;
  private final long tokens;
  private final long deadline;
  private final Thread thread = Thread.currentThread();
  private final long[] askedBefore;
  private final boolean[] waits;
  private boolean admitted;

  /** Of shares that are pinned for it. */
  RateRequest(Rates plane, List<Share> shares, long tokens, long deadline) {
    this.plane = plane;
    this.shares = List.copyOf(shares);
    this.tokens = tokens;
    this.deadline = deadline;
    this.askedBefore = new long[shares.size()];
    this.waits = new boolean[shares.size()];
  }

  long tokens() {
    return tokens;
  }

  /** The decision, if there is one now; until then the call waits in the shares it is short of. */
  @Nullable RateAdmission poll() {
    long now = plane.nanos();
    RateAdmission decided = decide(now);
    if (decided == null && now - deadline >= 0) {
      decided = late(now);
    }
    if (decided == null) {
      enqueue();
    }
    return decided;
  }

  private @Nullable RateAdmission decide(long now) {
    if (plane.stopped()) {
      return new RateAdmission.Unavailable(
          shares.getFirst().figures(now).limit(), "this node is stopping");
    }
    boolean alone = plane.alone();
    List<Taken> taken = take(now, alone);
    if (taken != null) {
      return admitted(taken, now);
    }
    return alone ? refusedAlone(now) : refused(now);
  }

  private RateAdmission admitted(List<Taken> taken, long now) {
    List<RateFigures> figures = new ArrayList<>(shares.size());
    for (Share share : shares) {
      figures.add(share.figures(now));
      if (share.low()) {
        plane.poke(share);
      }
    }
    admitted = true;
    return new RateAdmission.Admitted(new SharesHold(plane, shares, taken, figures));
  }

  /** All or none. Looks before it takes: what is put back has to go by Redis. */
  private @Nullable List<Taken> take(long now, boolean alone) {
    if (!alone) {
      for (Share share : shares) {
        if (!share.has(share.amount(tokens), now)) {
          return null;
        }
      }
    }
    List<Taken> taken = new ArrayList<>(shares.size());
    for (Share share : shares) {
      long amount = share.amount(tokens);
      Taken part = alone ? share.takeAlone(amount, now, plane.nodes()) : share.take(amount, now);
      if (part == null) {
        for (int i = 0; i < taken.size(); i++) {
          plane.end(shares.get(i), taken.get(i), 0);
        }
        return null;
      }
      taken.add(part);
    }
    return taken;
  }

  /** By Redis' word, if it is fresh, or if it came since this call waits for it. */
  private @Nullable RateAdmission refused(long now) {
    Share worst = null;
    long latest = now;
    for (int i = 0; i < shares.size(); i++) {
      Share share = shares.get(i);
      long amount = share.amount(tokens);
      if (share.has(amount, now)) {
        continue;
      }
      if (share.limit() == 0) {
        return limited(share, now + plane.windowNanos(), now);
      }
      boolean heard = share.heard(waits[i] ? askedBefore[i] : Long.MAX_VALUE, FRESH, now);
      long freeAt = share.freeAt(amount, now);
      if (heard && freeAt - latest > 0) {
        worst = share;
        latest = freeAt;
      }
    }
    return worst == null ? null : limited(worst, latest, now);
  }

  private @Nullable RateAdmission refusedAlone(long now) {
    if (plane.nodes() == 0) {
      return null;
    }
    Share worst = shares.getFirst();
    long latest = now;
    for (Share share : shares) {
      long freeAt = share.freeAtAlone(share.amount(tokens), now, plane.nodes());
      if (freeAt - latest > 0) {
        worst = share;
        latest = freeAt;
      }
    }
    return latest == now ? null : limited(worst, latest, now);
  }

  private static RateAdmission limited(Share share, long freeAt, long now) {
    return new RateAdmission.Limited(share.figures(now), Duration.ofNanos(freeAt - now));
  }

  /** Redis did not answer in time, or its answers went to others. */
  private RateAdmission late(long now) {
    Share first = shares.getFirst();
    for (Share share : shares) {
      if (!share.has(share.amount(tokens), now)) {
        first = share;
        break;
      }
    }
    return plane.nodes() == 0
        ? new RateAdmission.Unavailable(
            first.figures(now).limit(), "Redis has not answered this node yet")
        : new RateAdmission.Limited(first.figures(now), SOON);
  }

  /** Stands in line where it is short, and has Redis asked: again, if others had the answer. */
  private void enqueue() {
    long now = plane.nanos();
    for (int i = 0; i < shares.size(); i++) {
      Share share = shares.get(i);
      if (!share.has(share.amount(tokens), now)) {
        if (!waits[i]) {
          waits[i] = true;
          askedBefore[i] = share.asked();
          share.waiters.add(this);
        } else if (share.heard(askedBefore[i], 0, now)) {
          askedBefore[i] = share.asked();
        }
        plane.poke(share);
      }
    }
  }

  /** Waits for news, or for the deadline. */
  void await() {
    LockSupport.parkNanos(this, Math.max(0, deadline - plane.nanos()));
  }

  void wake() {
    LockSupport.unpark(thread);
  }

  /** Waits no longer; the shares are the hold's, if there is one. */
  void end() {
    for (int i = 0; i < shares.size(); i++) {
      if (waits[i]) {
        shares.get(i).waiters.remove(this);
      }
      if (!admitted) {
        shares.get(i).unpin();
      }
    }
  }
}
