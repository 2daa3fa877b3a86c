package dev.weir.gateway.http;

import static dev.weir.gateway.http.TestGateway.MASTER;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients that read until the end of the connection, as they may when they asked for its end. */
class ConnectionCloseTest {
  private static final String CHAT =
      "{\"model\":\"gpt-4o-mini\",\"mock_response\":\"hello\",\"stream\":STREAM,"
          + "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

  @ParameterizedTest
  @CsvSource({
    "GET,/health/liveliness,,200",
    "GET,/v1/models,,200",
    "GET,/nowhere,,404",
    "POST,/v1/chat/completions,false,200",
    "POST,/v1/chat/completions,true,200",
    "POST,/v1/chat/completions,wrong,400",
  })
  void closesTheConnection_whenTheClientAsksForIt(
      String method, String path, String stream, int status) throws IOException {
    String body = stream == null ? "" : CHAT.replace("STREAM", stream);
    try (var gateway = new TestGateway();
        var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
      socket.setSoTimeout(10_000);
      String head =
          "%s %s HTTP/1.1\r\nhost: weir\r\nauthorization: Bearer %s\r\nconnection: close\r\n"
              + "content-type: application/json\r\ncontent-length: %d\r\n\r\n%s";
      socket
          .getOutputStream()
          .write(head.formatted(method, path, MASTER, body.length(), body).getBytes(US_ASCII));

      String answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);

      assertThat(answer).startsWith("HTTP/1.1 " + status + " ").containsOnlyOnce("HTTP/1.1");
      assertThat(answer).containsIgnoringCase("connection: close");
    }
  }
}
