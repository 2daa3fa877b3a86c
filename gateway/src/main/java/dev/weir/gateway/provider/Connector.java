package dev.weir.gateway.provider;

import dev.weir.gateway.core.Failure.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Opens connections; nothing else in the gateway does so towards a provider. */
final class Connector {
  private static final long LEAST_SHARE_NANOS = Duration.ofSeconds(1).toNanos();

  private final SSLContext tls;
  private final Proxies proxies;
  private final Watchdog watchdog;
  private final LongSupplier nanoTime;
  private final Resolver resolver;

  Connector(
      SSLContext tls,
      Proxies proxies,
      Watchdog watchdog,
      LongSupplier nanoTime,
      Resolver resolver) {
    this.tls = tls;
    this.proxies = proxies;
    this.watchdog = watchdog;
    this.nanoTime = nanoTime;
    this.resolver = resolver;
  }

  /**
   * Opens a connection; a host's addresses are tried in turn. The time is divided among them, so
   * that one that swallows what it is sent does not use up the others' part.
   *
   * @param by deadline on the nanosecond clock, for all of them
   * @throws ProviderException CONNECTION or TIMEOUT
   */
  Connection open(Endpoint endpoint, long by, Cancellation cancellation) throws ProviderException {
    Proxies.Proxy proxy = proxies.to(endpoint);
    Endpoint next = proxy == null ? endpoint : proxy.endpoint();
    InetAddress[] addresses = resolver.addresses(next, by, cancellation);
    IOException last = null;
    boolean late = true;
    for (int i = 0; i < addresses.length; i++) {
      long now = nanoTime.getAsLong();
      if (by - now <= 0) {
        break;
      }
      Connection connection = new Connection(endpoint, new Socket(), watchdog);
      connection.arm(now + share(by - now, addresses.length - i));
      cancellation.onCancel(connection::close);
      try {
        return establish(connection, new InetSocketAddress(addresses[i], next.port()), proxy);
      } catch (IOException e) {
        connection.close();
        last = e;
        late = connection.hasExpired();
        if (cancellation.isCancelled()) {
          break;
        }
      }
    }
    throw failure(endpoint, late, last);
  }

  /** One of so many addresses' part of the time: never less than a healthy one may need. */
  static long share(long leftNanos, int addresses) {
    return Math.min(leftNanos, Math.max(leftNanos / addresses, LEAST_SHARE_NANOS));
  }

  private Connection establish(
      Connection connection, InetSocketAddress address, Proxies.@Nullable Proxy proxy)
      throws IOException {
    Endpoint endpoint = connection.endpoint();
    Socket plain = connection.plain();
    plain.setTcpNoDelay(true);
    plain.setKeepAlive(true);
    plain.connect(address);
    if (proxy != null) {
      Tunnel.open(plain, endpoint, proxy);
    }
    connection.established(endpoint.tls() ? secure(plain, endpoint) : plain);
    return connection;
  }

  /** TLS with the host's name sent along (SNI) and checked against its certificate. */
  private SSLSocket secure(Socket plain, Endpoint endpoint) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            tls.getSocketFactory().createSocket(plain, endpoint.host(), endpoint.port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setApplicationProtocols(new String[] {"http/1.1"});
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private static ProviderException failure(
      Endpoint endpoint, boolean late, @Nullable IOException cause) {
    if (late) {
      return new ProviderException(
          Kind.TIMEOUT, "No connection to " + endpoint + " in time", cause, false);
    }
    String why =
        switch (cause) {
          case SSLException _ -> ": TLS failed";
          case Tunnel.RefusedException refused -> ": " + refused.getMessage();
          case null, default -> "";
        };
    return new ProviderException(
        Kind.CONNECTION, "No connection to " + endpoint + why, cause, false);
  }
}
