package dev.weir.gateway.provider;

import dev.weir.gateway.core.Failure.Kind;
import java.net.InetAddress;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 over blocking sockets, for virtual threads, with kept connections and without any
 * feature that calls to providers don't need: that is what makes it twice as fast as the libraries
 * (measured, reference/helidon.md).
 *
 * <p>A request is sent a second time, on a new connection, only if it met a kept connection that
 * the peer closed without a byte of an answer.
 */
public final class HttpProviderClient implements ProviderClient {
  /** Below the 60 s and more after which common load balancers close. */
  private static final Duration KEEP = Duration.ofSeconds(50);

  private final LongSupplier nanoTime;
  private final Watchdog watchdog;
  private final Pool pool;
  private final Connector connector;

  HttpProviderClient(LongSupplier nanoTime, SSLContext tls, Proxies proxies, Duration keep) {
    this.nanoTime = nanoTime;
    this.watchdog = new Watchdog(nanoTime);
    this.pool = new Pool(keep);
    this.connector =
        new Connector(
            tls, proxies, watchdog, nanoTime, new Resolver(InetAddress::getAllByName, nanoTime));
  }

  /**
   * A client that trusts whom the system's Java trusts.
   *
   * @param nanoTime monotonic, such as {@link System#nanoTime}
   */
  public static HttpProviderClient start(LongSupplier nanoTime) {
    try {
      return start(nanoTime, SSLContext.getDefault(), KEEP);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java has no TLS", e);
    }
  }

  /**
   * A client.
   *
   * @param tls whom it trusts
   */
  public static HttpProviderClient start(LongSupplier nanoTime, SSLContext tls, Proxies proxies) {
    return start(nanoTime, tls, proxies, KEEP);
  }

  static HttpProviderClient start(LongSupplier nanoTime, SSLContext tls, Duration keep) {
    return start(nanoTime, tls, Proxies.NONE, keep);
  }

  static HttpProviderClient start(
      LongSupplier nanoTime, SSLContext tls, Proxies proxies, Duration keep) {
    HttpProviderClient client = new HttpProviderClient(nanoTime, tls, proxies, keep);
    client.watchdog.start();
    return client;
  }

  @Override
  public ProviderReply send(ProviderCall call, Deadlines deadlines, Cancellation cancellation)
      throws ProviderException {
    long now = nanoTime.getAsLong();
    long answerBy = now + deadlines.answer().toNanos();
    Connection kept = pool.take(call.endpoint(), now, answerBy);
    if (kept != null) {
      ProviderReply reply = exchange(kept, call, deadlines, answerBy, cancellation);
      if (reply != null) {
        return reply;
      }
    }
    long connectBy = nanoTime.getAsLong() + deadlines.connect().toNanos();
    Connection fresh =
        connector.open(
            call.endpoint(), answerBy - connectBy < 0 ? answerBy : connectBy, cancellation);
    fresh.arm(answerBy);
    ProviderReply reply = exchange(fresh, call, deadlines, answerBy, cancellation);
    if (reply == null) {
      throw new ProviderException(
          Kind.CONNECTION, call.endpoint() + " closed the connection without an answer", null);
    }
    return reply;
  }

  /** Connections open, at rest or in use. */
  public int connections() {
    return watchdog.size();
  }

  @Override
  public void close() {
    watchdog.close();
  }

  /** Null: the peer closed without a byte of an answer. */
  private @Nullable ProviderReply exchange(
      Connection connection,
      ProviderCall call,
      Deadlines deadlines,
      long answerBy,
      Cancellation cancellation)
      throws ProviderException {
    Exchange exchange = new Exchange(connection, pool, nanoTime, deadlines, answerBy);
    cancellation.onCancel(exchange::cancel);
    if (exchange.start(call)) {
      return exchange;
    }
    exchange.cancel();
    return null;
  }
}
