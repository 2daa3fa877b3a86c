package dev.weir.provider.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The HTTP server, byte by byte. */
class HttpServerIT {

  private static final String CLOSE = "Connection: close\r\n\r\n";

  private final HttpServer server =
      HttpServer.start(
          0,
          (request, reply) -> {
            String seen =
                request.method()
                    + " "
                    + request.path()
                    + " "
                    + request.query()
                    + " "
                    + request.headers().first("x-name")
                    + " "
                    + new String(request.body(), StandardCharsets.UTF_8);
            reply.send(200, "", seen.getBytes(StandardCharsets.UTF_8));
          });

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void servesManyRequestsOnOneConnection_pipelinedToo() throws Exception {
    String answers =
        talk(
            "POST /a HTTP/1.1\r\ncontent-length: 2\r\n\r\nhi"
                + "GET /b?c=d HTTP/1.1\r\nX-Name:  v \r\n"
                + CLOSE);

    assertThat(answers).contains("POST /a  null hi").endsWith("GET /b c=d v ");
  }

  @Test
  void readsAChunkedBody() throws Exception {
    String answers =
        talk(
            "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                + "3;x=y\r\nabc\r\n2\r\nde\r\n0\r\ntrailer: t\r\n\r\n");

    assertThat(answers).endsWith("POST /  null abcde");
  }

  @Test
  void asksForABodyThatWaitsForPermission() throws Exception {
    String answers =
        talk("POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 1\r\n" + CLOSE + "x");

    assertThat(answers).startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n");
  }

  @Test
  void refusesABodyOverItsLimit() throws Exception {
    assertThat(talk("POST / HTTP/1.1\r\nContent-Length: 99999999999\r\n" + CLOSE))
        .startsWith("HTTP/1.1 413 ");
  }

  @Test
  void readsALongHead() throws Exception {
    String value = "v".repeat(40_000);

    assertThat(talk("GET / HTTP/1.1\r\nX-Name: " + value + "\r\n" + CLOSE)).contains(value);
  }

  @Test
  void saysWhichPortIsTaken() {
    int port = server.baseUri().getPort();

    assertThatThrownBy(() -> HttpServer.start(port, (_, _) -> {}))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("can't listen on 127.0.0.1:" + port);
  }

  private String talk(String request) throws Exception {
    try (Socket socket = new Socket("127.0.0.1", server.baseUri().getPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
