package dev.weir.gateway.http;

import static dev.weir.gateway.http.TestGateway.MASTER;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients that send more than is wanted, and read only when they have sent it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(30)
class UnreadBodyTest {
  private static final String CHAT = "/v1/chat/completions";
  private static final String ADMIN = "/key/generate";
  private static final int LARGE = 16 << 20;
  private static final byte[] PART = new byte[64 << 10];

  private TestGateway gateway;

  @BeforeAll
  void start() {
    gateway = new TestGateway();
  }

  @AfterAll
  void stop() {
    gateway.close();
  }

  @ParameterizedTest
  @CsvSource({
    CHAT + ",sk-master,413,true",
    CHAT + ",sk-master,413,false",
    CHAT + ",sk-wrong-0000000000,401,true",
    CHAT + ",sk-wrong-0000000000,401,false",
    ADMIN + ",sk-master,413,true",
    ADMIN + ",sk-master,413,false",
    ADMIN + ",sk-wrong-0000000000,401,true",
    ADMIN + ",sk-wrong-0000000000,401,false",
  })
  void letsTheClientReadItsAnswer_whileItIsStillSending(
      String path, String key, int status, boolean chunked) throws IOException {
    try (var socket = connect()) {
      OutputStream out = socket.getOutputStream();
      out.write(head(path, key, chunked ? "transfer-encoding: chunked" : length(LARGE)));
      for (int sent = 0; sent < LARGE; sent += PART.length) {
        if (chunked) {
          out.write((Integer.toHexString(PART.length) + "\r\n").getBytes(US_ASCII));
        }
        out.write(PART);
        if (chunked) {
          out.write("\r\n".getBytes(US_ASCII));
        }
      }
      if (chunked) {
        out.write("0\r\n\r\n".getBytes(US_ASCII));
      }
      String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);

      assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
      assertThat(answer.toLowerCase(java.util.Locale.ROOT)).contains("connection: close");
      assertThat(answer).endsWith("}").containsOnlyOnce("HTTP/1.1");
    }
  }

  @Test
  void tellsAStrangerAtOnce_andDoesNotWaitForTheBody() throws IOException {
    try (var socket = connect()) {
      socket.getOutputStream().write(head(ADMIN, "sk-wrong-0000000000", length(LARGE)));

      String answer = new String(socket.getInputStream().readNBytes(12), UTF_8);

      assertThat(answer).isEqualTo("HTTP/1.1 401");
    }
  }

  @Test
  void hangsUp_onAClientThatGoesSilent() throws IOException {
    try (var socket = connect()) {
      socket.getOutputStream().write(head(CHAT, MASTER, length(LARGE)));

      String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);

      assertThat(answer).startsWith("HTTP/1.1 413 ").endsWith("}");
    }
  }

  @Test
  void keepsTheConnection_whereTheBodyIsSmall() throws IOException {
    try (var socket = connect()) {
      OutputStream out = socket.getOutputStream();
      for (int i = 0; i < 2; i++) {
        out.write(head(ADMIN, "sk-wrong-0000000000", length(1_000)));
        out.write(new byte[1_000]);
      }
      out.write("GET /health/liveness HTTP/1.1\r\nhost: x\r\n\r\n".getBytes(US_ASCII));
      var answers = new StringBuilder();
      while (!answers.toString().endsWith("alive!\"")) {
        int next = socket.getInputStream().read();
        assertThat(next).as(answers.toString()).isNotNegative();
        answers.append((char) next);
      }

      assertThat(answers.toString().split("HTTP/1.1 401 ", -1)).hasSize(3);
      assertThat(answers).contains("HTTP/1.1 200 ");
    }
  }

  @Test
  void takesAnAdminBodyUpToItsLimit() {
    String body = "{\"metadata\":{\"note\":\"" + "x".repeat(3_000) + "\"}}";

    assertThat(gateway.post(ADMIN, MASTER, body).statusCode()).isEqualTo(503);
    assertThat(gateway.post(ADMIN, MASTER, body + " ".repeat(2_000)).statusCode()).isEqualTo(413);
  }

  private Socket connect() throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port());
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static String length(int bytes) {
    return "content-length: " + bytes;
  }

  private static byte[] head(String path, String key, String framing) {
    return "POST %s HTTP/1.1\r\nhost: x\r\nauthorization: Bearer %s\r\n%s\r\n\r\n"
        .formatted(path, key, framing)
        .getBytes(US_ASCII);
  }
}
