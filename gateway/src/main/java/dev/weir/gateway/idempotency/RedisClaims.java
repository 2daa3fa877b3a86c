package dev.weir.gateway.idempotency;

import dev.weir.gateway.core.StoredBytes;
import dev.weir.schemas.config.RedisSettings;
import dev.weir.schemas.redis.RedisKeys;
import dev.weir.schemas.redis.RedisLink;
import dev.weir.schemas.redis.RedisScript;
import dev.weir.schemas.redis.RedisUnavailableException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims in Redis. One thread talks to it, in the order in which it is told; requests wait for it
 * for a bounded time, and not at all while Redis is known to be away. What could not be told is
 * told when Redis is back.
 */
final class RedisClaims implements SharedClaims, AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(RedisClaims.class);
  private static final Duration TIMEOUT = Duration.ofMillis(500);
  private static final Duration CLOSE = Duration.ofSeconds(2);
  private static final Duration RECONNECT = Duration.ofSeconds(1);
  private static final int WAITING = 10_000;
  private static final int BATCH = 200;
  private static final int RENEWALS_PER_LEASE = 3;

  private final RedisSettings settings;
  private final RedisLimits limits;
  private final RedisCalls calls;
  private final LongSupplier nanos;
  private final Duration keep;
  private final StoredBytes stored;
  private final BlockingQueue<Order> orders = new LinkedBlockingQueue<>(WAITING);

  /** Calls of this node whose claims are kept alive. */
  private final Set<Ticket> running = ConcurrentHashMap.newKeySet();

  private final Thread thread;

  // Of the thread alone.
  private final Deque<Order> untold = new ArrayDeque<>();
  private @Nullable RedisLink link;
  private long renewedAt;

  private volatile boolean connected;

  /** What Redis is to be told or asked. */
  private sealed interface Order {
    record Ask(RedisScript.Call call, Ticket ticket, CompletableFuture<Shared> answer)
        implements Order {}

    record Finish(Ticket ticket, @Nullable Answer answer) implements Order {}

    record Free(Ticket ticket) implements Order {}

    record Stop() implements Order {}
  }

  private RedisClaims(
      RedisSettings settings, Duration keep, RedisLimits limits, LongSupplier nanos) {
    this.settings = settings;
    this.limits = limits;
    this.keep = keep;
    this.calls = new RedisCalls(new RedisKeys(settings.prefix()), limits.lease(), keep);
    this.nanos = nanos;
    this.stored = new StoredBytes(limits.bytes(), nanos);
    this.thread = Thread.ofPlatform().daemon().name("idempotency-redis").unstarted(this::work);
  }

  static RedisClaims start(
      RedisSettings settings, Duration keep, RedisLimits limits, LongSupplier nanos) {
    var claims = new RedisClaims(settings, keep, limits, nanos);
    claims.thread.start();
    return claims;
  }

  /** Whether Redis was there when it was last asked. */
  boolean connected() {
    return connected;
  }

  @Override
  public Shared claim(Ticket ticket) {
    running.add(ticket);
    return ask(calls.claim(ticket), ticket);
  }

  @Override
  public Shared look(Ticket ticket) {
    return ask(calls.look(ticket), ticket);
  }

  private Shared ask(RedisScript.Call call, Ticket ticket) {
    var answer = new CompletableFuture<Shared>();
    if (!connected || !orders.offer(new Order.Ask(call, ticket, answer))) {
      return new Shared.Away();
    }
    try {
      return answer.get(limits.patience().toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Shared.Away();
    } catch (TimeoutException | ExecutionException e) {
      return new Shared.Away();
    }
  }

  @Override
  public void finished(Ticket ticket, @Nullable Answer answer) {
    running.remove(ticket);
    boolean fits =
        answer != null
            && answer.body().length <= limits.answerBytes()
            && stored.take(answer.body().length, keep);
    tell(new Order.Finish(ticket, fits ? answer : null));
  }

  @Override
  public void freed(Ticket ticket) {
    running.remove(ticket);
    tell(new Order.Free(ticket));
  }

  private void tell(Order order) {
    if (!orders.offer(order)) {
      LOGGER.debug("Redis is not told of a call that ended: too much waits for it");
    }
  }

  /** Tells Redis what it has not heard yet, for a bounded time. */
  @Override
  public void close() {
    if (!orders.offer(new Order.Stop())) {
      thread.interrupt();
    }
    try {
      if (!thread.join(CLOSE)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    try {
      boolean stop = false;
      while (!stop) {
        Order first = orders.poll(pause().toNanos(), TimeUnit.NANOSECONDS);
        List<Order> batch = new ArrayList<>(untold);
        untold.clear();
        if (first != null) {
          batch.add(first);
          orders.drainTo(batch, BATCH);
        }
        stop = batch.removeIf(Order.Stop.class::isInstance);
        deliver(batch);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      disconnect();
    }
  }

  private Duration pause() {
    return connected ? limits.lease().dividedBy(RENEWALS_PER_LEASE) : RECONNECT;
  }

  private void deliver(List<Order> batch) {
    boolean rested = link != null;
    try {
      try {
        send(batch);
      } catch (RedisUnavailableException e) {
        disconnect();
        if (!rested) {
          throw e;
        }
        // A server closes connections at rest; every script may be run twice.
        send(batch);
      }
    } catch (RedisUnavailableException e) {
      away(e);
      batch.forEach(this::giveBack);
    }
  }

  private void send(List<Order> batch) throws RedisUnavailableException {
    RedisLink open = open();
    renew(open);
    List<Object> answers = open.call(batch.stream().map(this::call).toList());
    for (int i = 0; i < batch.size(); i++) {
      if (batch.get(i) instanceof Order.Ask(var _, Ticket ticket, var answer)) {
        Shared shared = RedisCalls.read(answers.get(i));
        drop(ticket, shared);
        answer.complete(shared);
      }
    }
  }

  private RedisLink open() throws RedisUnavailableException {
    RedisLink open = link;
    if (open == null) {
      open = RedisLink.open(settings, TIMEOUT);
      link = open;
      renewedAt = nanos.getAsLong() - limits.lease().toNanos();
      if (!connected) {
        LOGGER.info("idempotency keys are shared over Redis");
      }
      connected = true;
    }
    return open;
  }

  private void renew(RedisLink open) throws RedisUnavailableException {
    long now = nanos.getAsLong();
    if (now - renewedAt < limits.lease().dividedBy(RENEWALS_PER_LEASE).toNanos()) {
      return;
    }
    List<Ticket> all = List.copyOf(running);
    List<Object> answers = open.call(all.stream().map(calls::claim).toList());
    for (int i = 0; i < all.size(); i++) {
      drop(all.get(i), RedisCalls.read(answers.get(i)));
    }
    renewedAt = now;
  }

  /** A claim that is not ours is not kept alive. */
  private void drop(Ticket ticket, Shared shared) {
    if (!(shared instanceof Shared.Ours)) {
      running.remove(ticket);
    }
  }

  private RedisScript.Call call(Order order) {
    return switch (order) {
      case Order.Ask(RedisScript.Call call, var _, var _) -> call;
      case Order.Finish(Ticket ticket, Answer answer) ->
          calls.finish(ticket, answer == null ? "" : StoredAnswer.of(answer));
      case Order.Free(Ticket ticket) -> calls.free(ticket);
      case Order.Stop() -> throw new IllegalStateException("nothing to send");
    };
  }

  private void giveBack(Order order) {
    switch (order) {
      case Order.Ask(var _, var _, var answer) -> answer.complete(new Shared.Away());
      case Order.Finish _, Order.Free _ -> {
        if (untold.size() < WAITING) {
          untold.add(order);
        }
      }
      case Order.Stop() -> {}
    }
  }

  private void away(RedisUnavailableException e) {
    if (connected) {
      LOGGER.warn("an Idempotency-Key holds on this node only: {}", e.getMessage());
    }
    connected = false;
  }

  private void disconnect() {
    RedisLink open = link;
    if (open != null) {
      open.close();
      link = null;
    }
  }
}
