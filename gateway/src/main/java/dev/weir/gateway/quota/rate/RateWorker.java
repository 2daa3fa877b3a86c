package dev.weir.gateway.quota.rate;

import dev.weir.gateway.quota.Rounds;
import dev.weir.schemas.redis.RedisUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The worker that talks to the store for all shares. All but {@link #poke}, {@link #alone}, {@link
 * #nodes} and {@link #stopped} is for its one thread.
 */
final class RateWorker implements Rounds {
  private static final Logger LOGGER = LoggerFactory.getLogger(RateWorker.class);
  private static final long BEAT = Duration.ofSeconds(1).toNanos();
  private static final long SWEEP = Duration.ofMillis(250).toNanos();
  private static final long RECONNECT = Duration.ofMillis(100).toNanos();

  private final RateStore store;
  private final Map<RateName, Share> shares;
  private final RateSettings settings;
  private final LongSupplier nanos;
  private final Queue<Share> called = new ConcurrentLinkedQueue<>();
  private final Map<String, String> lives = new LinkedHashMap<>();
  private List<Share> underWay = List.of();
  private long seq;
  private boolean beatDue = true;
  private long beatAt;

  /** The log says that this node is alone. */
  private boolean told;

  private long sweptAt;
  private volatile boolean connected;
  private volatile long awaySince;
  private volatile int nodes;
  private volatile boolean stopped;

  RateWorker(
      RateStore store, Map<RateName, Share> shares, RateSettings settings, LongSupplier nanos) {
    this.store = store;
    this.shares = shares;
    this.settings = settings;
    this.nanos = nanos;
    this.awaySince = nanos.getAsLong();
    this.sweptAt = awaySince;
  }

  /** This share wants attention; any thread. True if it did not before. */
  boolean poke(Share share) {
    return share.queued.compareAndSet(false, true) && called.add(share);
  }

  boolean alone() {
    return !connected && nanos.getAsLong() - awaySince >= settings.alone().toNanos();
  }

  int nodes() {
    return nodes;
  }

  boolean stopped() {
    return stopped;
  }

  @Override
  public long step() {
    try {
      if (!connect()) {
        return RECONNECT;
      }
      long now = nanos.getAsLong();
      if (beatDue || now - beatAt >= BEAT) {
        beat(now);
      }
      if (now - sweptAt >= SWEEP) {
        sweep(now);
      }
      ask();
      return beatDue ? 0 : Math.max(0, sweptAt + SWEEP - nanos.getAsLong());
    } catch (RedisUnavailableException e) {
      LOGGER.atDebug().addKeyValue("reason", e.getMessage()).log("calls for rates were lost");
      startOver();
      return 0;
    }
  }

  @Override
  public void startOver() {
    store.disconnect();
    away();
    underWay.forEach(Share::lost);
    underWay = List.of();
  }

  private void away() {
    if (connected) {
      awaySince = nanos.getAsLong();
      connected = false;
    }
  }

  private boolean connect() {
    try {
      store.connect();
    } catch (RedisUnavailableException e) {
      away();
      if (alone() && !told) {
        told = true;
        LOGGER
            .atWarn()
            .addKeyValue("reason", e.getMessage())
            .log("rates are kept by this node's own share of each limit");
      }
      wakeAll();
      return false;
    }
    told = false;
    if (!connected) {
      connected = true;
      beatDue = true;
      // Redis may have forgotten this node's permits, and has not heard what it used on its own.
      for (Share share : shares.values()) {
        share.lost();
        poke(share);
      }
    }
    return true;
  }

  private void beat(long now) throws RedisUnavailableException {
    int most = 0;
    boolean settling = false;
    for (RateTag tag : store.beat()) {
      lives.put(tag.tag(), tag.life());
      most = Math.max(most, tag.nodes());
      settling |= tag.settling();
    }
    nodes = settling ? Math.max(nodes, most) : most;
    beatDue = false;
    beatAt = now;
    for (Share share : shares.values()) {
      String life = lives.getOrDefault(share.tag, "");
      if (!share.life().equals(life)) {
        share.move(life, now);
        poke(share);
      } else if (share instanceof PermitShare permits) {
        permits.renewed(now);
      }
    }
  }

  private void sweep(long now) {
    sweptAt = now;
    for (Share share : shares.values()) {
      if (share.beat(now) || !share.waiters.isEmpty()) {
        poke(share);
      }
      shares.computeIfPresent(share.name, (name, it) -> it.retire(now) ? null : it);
    }
  }

  private void ask() throws RedisUnavailableException {
    List<Share> due = new ArrayList<>();
    List<RateAsk> asks = new ArrayList<>();
    long sentAt = nanos.getAsLong();
    for (Share share = called.poll(); share != null; share = called.poll()) {
      share.queued.set(false);
      String life = lives.get(share.tag);
      if (life != null) {
        share.move(life, sentAt);
        RateAsk ask = share.ask(sentAt).orElse(null);
        if (ask != null) {
          share.sent();
          due.add(share);
          asks.add(ask);
        }
      }
    }
    if (asks.isEmpty()) {
      return;
    }
    underWay = due;
    long first = seq + 1;
    seq += asks.size();
    List<RateReply> replies = store.ask(asks, first, nodes);
    underWay = List.of();
    long now = nanos.getAsLong();
    for (int i = 0; i < replies.size(); i++) {
      take(due.get(i), replies.get(i), sentAt, now);
    }
  }

  private void take(Share share, RateReply reply, long sentAt, long now) {
    switch (reply) {
      case RateReply.Noted noted -> {
        share.answer(noted, sentAt, now);
        share.noted(now);
        share.wakeAll();
      }
      case RateReply.Old() -> share.lost();
      case RateReply.OtherLife() -> {
        share.lost();
        beatDue = true;
        poke(share);
      }
    }
  }

  @Override
  public void giveAllBack() {
    stopped = true;
    wakeAll();
    try {
      if (connected) {
        long now = nanos.getAsLong();
        for (Share share : shares.values()) {
          share.beat(now);
          poke(share);
        }
        ask();
        store.leave();
      }
    } catch (RedisUnavailableException e) {
      LOGGER.atWarn().addKeyValue("reason", e.getMessage()).log("rates were not given back");
    } finally {
      store.disconnect();
    }
  }

  private void wakeAll() {
    shares.values().forEach(Share::wakeAll);
  }
}
