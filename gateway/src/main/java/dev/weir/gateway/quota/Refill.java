package dev.weir.gateway.quota;

import dev.weir.gateway.quota.Calls.Outcome;
import dev.weir.schemas.events.BudgetWindow;
import dev.weir.schemas.redis.RedisUnavailableException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The worker that keeps leases filled: the only one that talks to the store. A round connects if
 * need be, beats once a second, then asks for the leases that were called for. All but {@link
 * #poke}, {@link #trouble} and {@link #state} is for its one thread.
 */
final class Refill implements Rounds {
  private static final Logger LOGGER = LoggerFactory.getLogger(Refill.class);
  private static final long BEAT = Duration.ofSeconds(1).toNanos();
  private static final long BEAT_UNREADY = Duration.ofMillis(100).toNanos();
  private static final long ASK_AGAIN = Duration.ofMillis(50).toNanos();
  private static final long RECONNECT = Duration.ofMillis(200).toNanos();
  private static final String ENDED = "this node's epoch was ended by another";
  private static final String STOPPING = "this node is stopping";
  private static final String AWAY = "Redis does not answer";

  private final LeaseStore store;
  private final Map<BudgetWindow, Lease> leases;
  private final BooleanSupplier opened;
  private final LongSupplier nanos;
  private final Tags tags = new Tags();
  private final Sweep sweep;
  private final Calls calls;
  private final Queue<Lease> called = new ConcurrentLinkedQueue<>();

  /** Leases for which somebody still waits. */
  private final Set<Lease> hungry = new LinkedHashSet<>();

  private volatile boolean connected;

  /** Why this node will never be granted anything again; empty until then. */
  private volatile String over = "";

  private boolean beatDue = true;
  private long beatAt;

  Refill(
      LeaseStore store,
      Map<BudgetWindow, Lease> leases,
      BooleanSupplier opened,
      InstantSource clock,
      LongSupplier nanos) {
    this.store = store;
    this.leases = leases;
    this.opened = opened;
    this.nanos = nanos;
    this.sweep = new Sweep(leases, clock);
    this.calls = new Calls(store, nanos);
  }

  /** This lease wants attention; any thread. True if it did not before. */
  boolean poke(Lease lease) {
    return lease.usage.queued.compareAndSet(false, true) && called.add(lease);
  }

  /** Why nothing can be granted to this lease now, for people; empty if it can; any thread. */
  String trouble(Lease lease) {
    Knowledge known = lease.knowledge();
    if (over.isEmpty() && connected && known.over() && nanos.getAsLong() - known.at() < BEAT) {
      return "the budget window is not open by Redis' clock";
    }
    String plane = trouble();
    return plane.isEmpty() ? tags.trouble(lease.tag) : plane;
  }

  /** Whether this node will never be granted anything again; any thread. */
  boolean stopped() {
    return !over.isEmpty();
  }

  private String trouble() {
    if (!over.isEmpty()) {
      return over;
    }
    if (!opened.getAsBoolean()) {
      return "this node's epoch is not in the log yet";
    }
    return connected ? "" : AWAY;
  }

  PlaneState state(int count, int waiting, long total, long held, long spent) {
    return new PlaneState(connected, trouble(), tags.states(), count, waiting, total, held, spent);
  }

  @Override
  public long step() {
    if (!over.isEmpty() || !opened.getAsBoolean()) {
      return BEAT_UNREADY;
    }
    if (!connect()) {
      return RECONNECT;
    }
    try {
      long now = nanos.getAsLong();
      if (beatDue || now - beatAt >= pace()) {
        beat(now);
      }
      refill(now);
    } catch (RedisUnavailableException e) {
      LOGGER.atWarn().addKeyValue("reason", e.getMessage()).log("calls for leases were lost");
      startOver();
      return 0;
    }
    return hungry.isEmpty() ? pace() : ASK_AGAIN;
  }

  private long pace() {
    return tags.ready() ? BEAT : BEAT_UNREADY;
  }

  @Override
  public void startOver() {
    store.disconnect();
    beatDue = true;
    calls.lost().forEach(this::poke);
  }

  private boolean connect() {
    boolean before = connected;
    try {
      store.connect();
      connected = true;
    } catch (RedisUnavailableException e) {
      connected = false;
      beatDue = true;
      hungry.clear();
      wakeAll();
      if (before) {
        LOGGER.atWarn().addKeyValue("reason", e.getMessage()).log("no leases to be had");
      }
    }
    return connected;
  }

  private void beat(long now) throws RedisUnavailableException {
    beatDue = false;
    beatAt = now;
    for (TagLife tag : store.beat()) {
      tags.seen(tag);
      if (tag.phase() == TagLife.Phase.ENDED) {
        end();
        return;
      }
      if (tag.writable() && !tags.announced(tag)) {
        announce(tag);
      }
    }
    sweep.beat(tags.wanted(), now).forEach(this::poke);
  }

  /** Tells a life that is new to this node every total it holds (quota-protocol.md, rule 6). */
  private void announce(TagLife tag) throws RedisUnavailableException {
    Map<Lease, Wish> held = new LinkedHashMap<>();
    for (Lease lease : leases.values()) {
      if (lease.tag.equals(tag.tag()) && (lease.totalMicros() > 0 || lease.usage.told != 0)) {
        held.put(lease, Wish.NOTHING);
      }
    }
    if (call(held, tag.life()) == Outcome.NOTED && store.announced(tag.tag(), tag.life())) {
      tags.announce(tag);
    } else {
      beatDue = true;
    }
  }

  private void refill(long now) throws RedisUnavailableException {
    Set<Lease> due = new LinkedHashSet<>(hungry);
    for (Lease lease = called.poll(); lease != null; lease = called.poll()) {
      lease.usage.queued.set(false);
      due.add(lease);
    }
    hungry.clear();
    Map<Lease, Wish> wishes = new LinkedHashMap<>();
    for (Lease lease : due) {
      wish(lease, now).ifPresent(wish -> wishes.put(lease, wish));
    }
    call(wishes, "");
    due.stream().filter(lease -> !lease.waiters.isEmpty()).forEach(hungry::add);
  }

  private Optional<Wish> wish(Lease lease, long now) {
    if (tags.grants(lease.tag)) {
      return Wish.of(lease, now);
    }
    lease.waiters.wakeAll();
    return tags.life(lease.tag).isEmpty() ? Optional.empty() : Wish.told(lease);
  }

  /** Calls, naming the given life, or that of each lease's tag. */
  private Outcome call(Map<Lease, Wish> wishes, String life) throws RedisUnavailableException {
    Outcome outcome = calls.call(wishes, lease -> life.isEmpty() ? tags.life(lease.tag) : life);
    if (outcome == Outcome.OTHER_LIFE) {
      wishes.keySet().forEach(lease -> tags.lost(lease.tag));
      beatDue = true;
    }
    if (outcome == Outcome.ENDED) {
      end();
    }
    if (outcome != Outcome.NOTED) {
      wakeAll();
    }
    return outcome;
  }

  /** What this node holds is counted nowhere any more, so it may use none of it. */
  private void end() {
    over = ENDED;
    leases.values().forEach(lease -> lease.shed(0));
    wakeAll();
    LOGGER.error("this node's epoch was ended by another; it will be granted nothing");
  }

  /** All that is not held goes back, if Redis is there. */
  @Override
  public void giveAllBack() {
    boolean ask = over.isEmpty() && connected;
    over = STOPPING;
    wakeAll();
    try {
      if (ask) {
        store.connect();
        Map<Lease, Wish> wishes = new LinkedHashMap<>();
        for (Lease lease : leases.values()) {
          lease.shed(0);
          if (!tags.life(lease.tag).isEmpty()) {
            Wish.told(lease).ifPresent(wish -> wishes.put(lease, wish));
          }
        }
        calls.call(wishes, lease -> tags.life(lease.tag));
      }
    } catch (RedisUnavailableException e) {
      LOGGER.atWarn().addKeyValue("reason", e.getMessage()).log("leases were not given back");
    } finally {
      store.disconnect();
    }
  }

  private void wakeAll() {
    leases.values().forEach(lease -> lease.waiters.wakeAll());
  }
}
