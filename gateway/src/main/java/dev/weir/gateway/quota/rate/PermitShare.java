package dev.weir.gateway.quota.rate;

import dev.weir.gateway.core.RateFigures;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A limit on calls at the same time. Redis counts the permits of each epoch, for as long as it
 * hears of it; each ask tells how many this one has.
 */
final class PermitShare extends Share {
  private static final long UNKNOWN = -1;
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final long TELL_AGAIN = Duration.ofMinutes(5).toNanos();

  private final long lease;
  private final Demand demand;
  private long total;
  private long held;
  private long most;
  private long told;
  private long tellingNow;
  private long othersUse;
  private long validUntil;
  private long toldAt;

  PermitShare(RateName name, String tag, long limit, RateSettings settings, long now) {
    super(name, tag, limit);
    // Redis counts from a later moment than this node: the last fifth is for what differs.
    this.lease = settings.silent().toNanos() / 5 * 4;
    this.demand = new Demand(0, now);
    this.validUntil = now;
    this.toldAt = now;
  }

  @Override
  synchronized @Nullable Taken take(long count, long now) {
    if (!has(count, now)) {
      return null;
    }
    held += count;
    most = Math.max(most, held);
    return new Taken(life(), now, count, List.of());
  }

  @Override
  synchronized @Nullable Taken takeAlone(long count, long now, int nodes) {
    if (!has(count, now)) {
      if (held + count > part(nodes)) {
        return null;
      }
      total = Math.max(total, held + count);
    }
    held += count;
    most = Math.max(most, held);
    return new Taken(life(), now, count, List.of());
  }

  @Override
  synchronized boolean end(Taken taken, long actual, long now) {
    held -= taken.count();
    return demand.tight || !waiters.isEmpty();
  }

  @Override
  synchronized boolean has(long count, long now) {
    return total - held >= count && held + count <= limit() && validUntil - now > 0;
  }

  @Override
  synchronized long freeAt(long count, long now) {
    return othersUse + total + count <= limit() ? now : now + SOON.toNanos();
  }

  @Override
  synchronized long freeAtAlone(long count, long now, int nodes) {
    return now + SOON.toNanos();
  }

  @Override
  synchronized RateFigures figures(long now) {
    long remaining = Math.max(0, limit() - othersUse - held);
    return new RateFigures(name.limit(limit()), remaining, Duration.ZERO);
  }

  /** What is free goes back in the same step, unless somebody waits for it or it is soon used. */
  @Override
  synchronized Optional<RateAsk> ask(long now) {
    Waiting waiting = waiting();
    if (demand.tight && waiting.sum() == 0) {
      total = held;
    }
    long free = Math.max(0, total - held);
    long need = Math.max(0, waiting.sum() - free);
    if (need == 0 && total == told) {
      return Optional.empty();
    }
    long want = need == 0 ? 0 : need + Math.min(need, limit() / 20);
    tellingNow = total;
    var wish = new RateAsk.Wish(limit(), need == 0 ? 0 : 1, need, want, total);
    return Optional.of(new RateAsk.Permits(tag, name.text(), life(), wish));
  }

  @Override
  synchronized void answer(RateReply.Noted noted, long sentAt, long now) {
    total += noted.granted();
    told = tellingNow + noted.granted();
    toldAt = now;
    othersUse = Math.max(0, noted.used() - told);
    demand.tight = limit() - noted.used() < Math.max(1, limit() / 4);
    renewed(sentAt);
  }

  /** Redis heard of this node at that time or later. */
  synchronized void renewed(long sentAt) {
    validUntil = Math.max(validUntil, sentAt + lease);
  }

  @Override
  synchronized void lost() {
    told = UNKNOWN;
  }

  @Override
  synchronized boolean beat(long now) {
    total = Math.max(held, Math.min(total, most));
    most = held;
    if (total > 0 && now - toldAt > TELL_AGAIN) {
      told = UNKNOWN;
    }
    return total != told;
  }

  @Override
  synchronized void forgotten(long now) {
    total = held;
    told = total == 0 ? 0 : UNKNOWN;
    othersUse = 0;
  }

  @Override
  synchronized boolean idle(long now) {
    return total == 0 && told == 0;
  }

  @Override
  synchronized boolean low() {
    return false;
  }
}
