package dev.weir.gateway.quota.rate;

import dev.weir.gateway.core.RateFigures;
import dev.weir.gateway.core.RateLimit;
import dev.weir.gateway.quota.rate.Taken.Part;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A limit in any minute. A grant may be used for half a second from when it was asked for, and
 * counts in Redis' ring for a minute longer: so what any minute uses was granted in a time that the
 * ring looked at as a whole.
 */
final class WindowShare extends Share {
  private final long usable;
  private final Deque<Grant> grants = new ArrayDeque<>();

  /** Of which bucket so much was granted and not used; told once, in one ask. */
  private final Map<Long, Long> returns = new TreeMap<>();

  /** All that this node used. */
  private final History used;

  /** What it used without a grant, and Redis has not been told. */
  private final History untold;

  /** Of that, in the ask under way. */
  private final History telling;

  private final Demand demand;
  private Forecast forecast;

  private static final class Grant {
    final long bucket;
    final long usableUntil;
    long left;

    Grant(long bucket, long usableUntil, long left) {
      this.bucket = bucket;
      this.usableUntil = usableUntil;
      this.left = left;
    }
  }

  WindowShare(RateName name, String tag, long limit, RateSettings settings, long now) {
    super(name, tag, limit);
    this.usable = settings.usable().toNanos();
    long counts = settings.counts().toNanos();
    long slot = settings.bucket().toNanos();
    this.used = new History(counts, slot);
    this.untold = new History(counts, slot);
    this.telling = new History(counts, slot);
    this.demand = new Demand(usable, now);
    this.forecast = Forecast.none(now);
  }

  @Override
  synchronized @Nullable Taken take(long count, long now) {
    if (limit() == RateLimit.UNLIMITED) {
      return uncovered(count, now);
    }
    expire(now);
    if (free() < count) {
      return null;
    }
    List<Part> parts = new ArrayList<>(1);
    for (long left = count; left > 0; ) {
      Grant first = grants.getFirst();
      long part = Math.min(first.left, left);
      first.left -= part;
      left -= part;
      parts.add(new Part(first.bucket, part));
      if (first.left == 0) {
        grants.removeFirst();
      }
    }
    used.add(count, now);
    demand.took(count);
    return new Taken(life(), now, count, List.copyOf(parts));
  }

  @Override
  synchronized @Nullable Taken takeAlone(long count, long now, int nodes) {
    Taken granted = take(count, now);
    if (granted != null) {
      return granted;
    }
    return used.sum(now) + count > part(nodes) ? null : uncovered(count, now);
  }

  private Taken uncovered(long count, long now) {
    used.add(count, now);
    untold.add(count, now);
    return new Taken(life(), now, count, List.of());
  }

  @Override
  synchronized boolean end(Taken taken, long actual, long now) {
    if (actual > taken.count()) {
      used.add(actual - taken.count(), now);
      untold.add(actual - taken.count(), now);
      return false;
    }
    long back = taken.count() - actual;
    if (back == 0) {
      return false;
    }
    used.subtract(back, taken.at(), now);
    if (taken.parts().isEmpty()) {
      // What Redis has been told already stays: it is counted too long rather than too short.
      untold.subtract(back, taken.at(), now);
      return false;
    }
    if (taken.life().equals(life())) {
      for (Part part : taken.parts()) {
        long some = Math.min(back, part.count());
        putBack(part.bucket(), some);
        back -= some;
      }
    }
    return demand.tight || !waiters.isEmpty();
  }

  private void putBack(long bucket, long count) {
    if (count > 0) {
      returns.merge(bucket, count, Long::sum);
    }
  }

  @Override
  synchronized boolean has(long count, long now) {
    if (limit() == RateLimit.UNLIMITED) {
      return true;
    }
    expire(now);
    return free() >= count;
  }

  private long free() {
    long free = 0;
    for (Grant grant : grants) {
      free += grant.left;
    }
    return free;
  }

  private long returned() {
    long sum = 0;
    for (long count : returns.values()) {
      sum += count;
    }
    return sum;
  }

  private void expire(long now) {
    while (!grants.isEmpty() && grants.getFirst().usableUntil - now <= 0) {
      Grant over = grants.removeFirst();
      putBack(over.bucket, over.left);
    }
  }

  @Override
  synchronized long freeAt(long count, long now) {
    return forecast.downTo(limit() - count + returned(), now);
  }

  @Override
  synchronized long freeAtAlone(long count, long now, int nodes) {
    long over = used.sum(now) + count - part(nodes);
    return over <= 0 ? now : used.freeAt(over, now);
  }

  @Override
  synchronized RateFigures figures(long now) {
    expire(now);
    long counted = forecast.used(now) - free() - returned() + untold.sum(now);
    long all = Math.max(counted, used.sum(now));
    long end = Math.max(forecast.end(now), used.end(now));
    return new RateFigures(
        name.limit(limit()), Math.max(0, limit() - all), Duration.ofNanos(end - now));
  }

  @Override
  synchronized Optional<RateAsk> ask(long now) {
    expire(now);
    long free = free();
    Waiting waiting = waiting();
    long need = Math.max(0, waiting.sum() - free);
    long least = need == 0 ? 0 : Math.max(1, waiting.least() - free);
    long want = Math.max(need, demand.target() + waiting.sum() - free);
    if (want == 0 && untold.sum(now) == 0 && returns.isEmpty()) {
      return Optional.empty();
    }
    List<Part> back = new ArrayList<>(returns.size());
    returns.forEach((bucket, count) -> back.add(new Part(bucket, count)));
    returns.clear();
    telling.addAll(untold);
    untold.clear();
    var wish = new RateAsk.Wish(limit(), least, need, want, used.sum(now) + free);
    return Optional.of(new RateAsk.Window(tag, name.text(), life(), wish, telling.uses(now), back));
  }

  @Override
  synchronized void answer(RateReply.Noted noted, long sentAt, long now) {
    telling.clear();
    if (noted.granted() > 0) {
      grants.addLast(new Grant(noted.bucket(), sentAt + usable, noted.granted()));
    }
    List<Forecast.Leaving> leaving = new ArrayList<>(noted.leaving().size());
    for (RateReply.Leaving one : noted.leaving()) {
      leaving.add(
          new Forecast.Leaving(now + Duration.ofMillis(one.millis()).toNanos(), one.count()));
    }
    forecast = new Forecast(now, noted.used(), leaving);
    demand.tight = limit() - noted.used() < Math.max(1, 4 * noted.granted());
  }

  /** What was told may not have arrived; what was given back is not given back again. */
  @Override
  synchronized void lost() {
    untold.addAll(telling);
    telling.clear();
  }

  @Override
  synchronized boolean beat(long now) {
    demand.beat(now);
    expire(now);
    return !returns.isEmpty() || untold.sum(now) > 0;
  }

  @Override
  synchronized void forgotten(long now) {
    grants.clear();
    returns.clear();
    telling.clear();
    untold.clear();
    untold.addAll(used);
    forecast = Forecast.none(now);
  }

  @Override
  synchronized boolean idle(long now) {
    expire(now);
    return used.sum(now) == 0
        && grants.isEmpty()
        && returns.isEmpty()
        && untold.sum(now) == 0
        && telling.sum(now) == 0;
  }

  @Override
  synchronized boolean low() {
    return free() < demand.target() / 2;
  }
}
