package dev.weir.gateway.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;

/** What tests of the client share. */
final class Hostile {
  static final Duration LONG = Duration.ofSeconds(20);
  static final Duration SHORT = Duration.ofMillis(150);
  static final Deadlines PATIENT = new Deadlines(LONG, LONG, LONG);
  static final String OK = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi";

  private Hostile() {}

  static HostileServer.Conversation forever(String answer) {
    return peer -> {
      while (true) {
        peer.readRequest();
        peer.write(answer);
      }
    };
  }

  static ProviderCall call(URI uri, String body) {
    return new ProviderCall(
        Endpoint.of(uri),
        "/v1?x=1",
        Map.of("authorization", "Bearer sk-secret"),
        body.getBytes(UTF_8));
  }

  static String text(ProviderReply reply) throws IOException {
    return new String(reply.readAll(1 << 20), UTF_8);
  }

  static HttpProviderClient client(Duration keep) {
    try {
      return HttpProviderClient.start(System::nanoTime, SSLContext.getDefault(), keep);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
