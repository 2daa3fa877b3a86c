package dev.weir.gateway.provider;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.gateway.core.Failure.Kind;
import dev.weir.schemas.config.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

/** Through a proxy, to a host that only the proxy knows. */
class TunnelIT {
  private static final Endpoint HIDDEN = new Endpoint("hidden.test", 80, false);
  private static final Deadlines SOON =
      new Deadlines(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(10));

  @Test
  void callsThroughTheTunnel_withCredentials() throws Exception {
    try (var proxy = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
        HttpProviderClient client = client(proxy, new Secret("me:pässword"))) {
      CompletableFuture<String> asked =
          answer(
              proxy,
              "HTTP/1.1 200 Connection established\r\nvia: proxy\r\n\r\n",
              "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi");

      try (ProviderReply reply = client.send(call(), SOON)) {
        assertThat(reply.status()).isEqualTo(200);
      }

      assertThat(asked.join())
          .startsWith("CONNECT hidden.test:80 HTTP/1.1\r\nhost: hidden.test:80\r\n")
          .contains("proxy-authorization: Basic bWU6cMOkc3N3b3Jk\r\n")
          .contains("\r\n\r\nPOST /v1 HTTP/1.1\r\nhost: hidden.test\r\n");
    }
  }

  @Test
  void saysWhatTheProxyAnswered_andThatNothingWasSent() throws Exception {
    try (var proxy = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
        HttpProviderClient client = client(proxy, null)) {
      var _ = answer(proxy, "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", "");

      assertThatThrownBy(() -> client.send(call(), SOON))
          .isInstanceOfSatisfying(
              ProviderException.class,
              e -> {
                assertThat(e.failure().kind()).isEqualTo(Kind.CONNECTION);
                assertThat(e.sent()).isFalse();
                assertThat(e).hasMessage("No connection to hidden.test:80: the proxy answered 407");
              });
    }
  }

  private static HttpProviderClient client(ServerSocket at, Secret credentials) throws Exception {
    var proxy = new Proxies.Proxy("127.0.0.1", at.getLocalPort(), credentials);
    return HttpProviderClient.start(
        System::nanoTime,
        SSLContext.getDefault(),
        new Proxies(null, proxy, List.of()),
        Duration.ofSeconds(5));
  }

  private static ProviderCall call() {
    return new ProviderCall(HIDDEN, "/v1", Map.of(), "{}".getBytes(UTF_8));
  }

  /** One connection: answers two heads; all that it was sent. */
  private static CompletableFuture<String> answer(ServerSocket proxy, String first, String then) {
    return CompletableFuture.supplyAsync(() -> {
      try (Socket socket = proxy.accept()) {
        String asked = head(socket);
        socket.getOutputStream().write(first.getBytes(ISO_8859_1));
        if (!then.isEmpty()) {
          asked += head(socket);
          socket.getOutputStream().write(then.getBytes(ISO_8859_1));
        }
        return asked;
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    });
  }

  private static String head(Socket socket) throws IOException {
    StringBuilder head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      head.append((char) socket.getInputStream().read());
    }
    return head.toString();
  }
}
