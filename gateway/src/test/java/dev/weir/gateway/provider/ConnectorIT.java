package dev.weir.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weir.gateway.core.Failure.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A host has several addresses, and one of them swallows what it is sent. */
@Timeout(30)
class ConnectorIT {
  private static final InetAddress SILENT = InetAddress.ofLiteral("127.0.0.2");
  private static final InetAddress GOOD = InetAddress.ofLiteral("127.0.0.1");

  private final Watchdog watchdog = new Watchdog(System::nanoTime);
  private final List<Socket> waiting = new ArrayList<>();
  private ServerSocket good;
  private ServerSocket silent;

  @BeforeEach
  void listen() throws IOException {
    watchdog.start();
    good = new ServerSocket(0, 8, GOOD);
    silent = new ServerSocket(good.getLocalPort(), 1, SILENT);
    fill();
  }

  /** Whose queue of connections is full does not answer. */
  private void fill() throws IOException {
    while (true) {
      var socket = new Socket();
      waiting.add(socket);
      try {
        socket.connect(new InetSocketAddress(SILENT, silent.getLocalPort()), 100);
      } catch (SocketTimeoutException _) {
        return;
      }
    }
  }

  @AfterEach
  void close() throws IOException {
    watchdog.close();
    for (Socket socket : waiting) {
      socket.close();
    }
    good.close();
    silent.close();
  }

  @Test
  void leavesTheOthersTheirPartOfTheTime() throws Exception {
    Connection connection = connector(SILENT, GOOD).open(endpoint(), in(2), new Cancellation());

    assertThat(connection.plain().getInetAddress()).isEqualTo(GOOD);
    connection.close();
  }

  @Test
  void isLate_whenTheLastOneIsSilentToo() throws Exception {
    Connector connector = connector(SILENT, SILENT);

    ProviderException failed =
        catchThrowableOfType(
            ProviderException.class, () -> connector.open(endpoint(), in(1), new Cancellation()));

    assertThat(failed.failure().kind()).isEqualTo(Kind.TIMEOUT);
    assertThat(failed.sent()).isFalse();
  }

  @Test
  void dividesTheTime_butLeavesEachWhatAHealthyOneMayNeed() {
    assertThat(Connector.share(10_000_000_000L, 2)).isEqualTo(5_000_000_000L);
    assertThat(Connector.share(10_000_000_000L, 1)).isEqualTo(10_000_000_000L);
    assertThat(Connector.share(3_000_000_000L, 8)).isEqualTo(1_000_000_000L);
    assertThat(Connector.share(300_000_000L, 2)).isEqualTo(300_000_000L);
  }

  private Connector connector(InetAddress... addresses) throws Exception {
    var resolver = new Resolver(_ -> addresses, System::nanoTime);
    return new Connector(
        SSLContext.getDefault(), Proxies.NONE, watchdog, System::nanoTime, resolver);
  }

  private Endpoint endpoint() {
    return Endpoint.of(URI.create("http://provider.test:" + good.getLocalPort()));
  }

  private static long in(int seconds) {
    return System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
  }
}
