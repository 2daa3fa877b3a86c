package dev.weir.gateway.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.gateway.api.WireError;
import dev.weir.gateway.core.Failure;
import dev.weir.gateway.core.Protocol;
import dev.weir.gateway.core.RateFigures;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The way of one call to its client, as its attempts share it: one of them wins the client, and
 * what is written never interleaves with a sign of life. Thread-safe.
 */
final class Outlet implements AutoCloseable {
  /**
   * A client that has left answers the first write with a reset, which only a second one meets: so
   * it follows soon.
   */
  private static final Duration SECOND_LOOK = Duration.ofMillis(200);

  private static final byte[] COMMENT = ": keep-alive\n\n".getBytes(UTF_8);
  private static final byte[] PING = "event: ping\ndata: {\"type\":\"ping\"}\n\n".getBytes(UTF_8);

  private interface Writing {
    void run() throws ClientGoneException;
  }

  private final Client client;
  private final Protocol protocol;
  private final KeepAlives keepAlives;
  private final LongSupplier nanos;
  private final AtomicReference<@Nullable Turn> winner = new AtomicReference<>();
  private final ReentrantLock writing = new ReentrantLock();
  private volatile boolean begun;
  private volatile boolean gone;
  private volatile long beatAt;
  private boolean beaten;
  private boolean closed;

  Outlet(Client client, Protocol protocol, KeepAlives keepAlives, LongSupplier nanos) {
    this.client = client;
    this.protocol = protocol;
    this.keepAlives = keepAlives;
    this.nanos = nanos;
  }

  /**
   * Wins the client for an attempt. From then on a client that leaves cancels it.
   *
   * @return false: another attempt has won, this one is to end
   */
  boolean claim(Turn attempt) {
    return winner.compareAndSet(null, attempt) || winner.get() == attempt;
  }

  /** Whether an attempt has won the client. */
  boolean claimed() {
    return winner.get() != null;
  }

  /** An attempt's chance at the client. */
  Turn turn() {
    return new Turn(this);
  }

  /** The client is an attempt's that goes on with the stream of the one that had it. */
  Turn successor() {
    var successor = new Turn(this);
    winner.set(successor);
    if (gone) {
      successor.cancel();
    }
    return successor;
  }

  void limits(List<RateFigures> figures) {
    writing.lock();
    try {
      if (!begun) {
        client.limits(figures);
      }
    } finally {
      writing.unlock();
    }
  }

  void settled(Settled settled) {
    client.settled(settled);
  }

  /** Whether anything of a stream went out. */
  boolean begun() {
    return begun;
  }

  /** Whether the client was found to have left. */
  boolean gone() {
    return gone;
  }

  void answer(Served served, byte[] body) throws ClientGoneException {
    write(() -> client.answer(served, body));
  }

  /** A stream begins; once it has, nothing more happens. */
  void begin(Served served) throws ClientGoneException {
    if (begun) {
      return;
    }
    write(() -> client.begin(served));
    begun = true;
    keepAlives.watch(this);
  }

  void send(byte[] events) throws ClientGoneException {
    write(() -> client.send(events));
  }

  /** The last events of a stream that is whole. */
  void finish(byte[] events) throws ClientGoneException {
    write(() -> client.finish(events));
  }

  /** Ends a stream with an error; no terminal event follows. */
  void breakOff(Failure failure) {
    try {
      send(WireError.of(protocol, failure).event(protocol).bytes());
    } catch (ClientGoneException _) {
      // Then nobody needs to know.
    }
  }

  /** Asked by one thread only. */
  boolean beatIsDue(long now) {
    if (now - beatAt < 0) {
      return false;
    }
    beatAt = now + keepAlives.interval().toNanos();
    return true;
  }

  /** Gives a sign of life, unless something is being written anyway. */
  void beat() {
    if (!writing.tryLock()) {
      return;
    }
    try {
      if (closed) {
        return;
      }
      client.send(
          switch (protocol) {
            case OPENAI_CHAT, OPENAI_EMBEDDINGS -> COMMENT;
            case ANTHROPIC_MESSAGES -> PING;
          });
      if (!beaten) {
        beatAt = nanos.getAsLong() + SECOND_LOOK.toNanos();
      }
      beaten = !beaten;
    } catch (ClientGoneException _) {
      left();
    } finally {
      writing.unlock();
    }
  }

  /** Gives no sign of life any more. */
  @Override
  public void close() {
    keepAlives.forget(this);
    writing.lock();
    try {
      closed = true;
    } finally {
      writing.unlock();
    }
  }

  private void write(Writing what) throws ClientGoneException {
    writing.lock();
    try {
      what.run();
      beatAt = nanos.getAsLong() + keepAlives.interval().toNanos();
      beaten = false;
    } catch (ClientGoneException e) {
      gone = true;
      throw e;
    } finally {
      writing.unlock();
    }
  }

  private void left() {
    gone = true;
    keepAlives.forget(this);
    Turn attempt = winner.get();
    if (attempt != null) {
      attempt.cancel();
    }
  }
}
