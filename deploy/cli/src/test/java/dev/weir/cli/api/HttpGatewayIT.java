package dev.weir.cli.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import dev.weir.cli.terminal.Captured;
import dev.weir.cli.terminal.CommandFailure;
import dev.weir.cli.terminal.ExitStatus;
import dev.weir.schemas.config.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of each thing that may be at the other end. */
class HttpGatewayIT {
  private static final MasterKey KEY =
      new MasterKey(new Secret("sk-canary-123456"), "WEIR_MASTER_KEY");

  private final Captured captured = new Captured();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private HttpGateway gateway() {
    URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new HttpGateway(base, KEY, captured.piped(Map.of(), "").terminal());
  }

  private void answer(int status, String body) {
    server.createContext(
        "/",
        exchange -> {
          asked.add(
              exchange.getRequestURI()
                  + " "
                  + exchange.getRequestHeaders().getFirst("authorization"));
          exchange.getResponseHeaders().add("location", "/elsewhere");
          exchange.sendResponseHeaders(status, 0);
          exchange.getResponseBody().write(body.getBytes(UTF_8));
          exchange.close();
        });
  }

  private CommandFailure failure() {
    HttpGateway gateway = gateway();
    CommandFailure failure =
        catchThrowableOfType(CommandFailure.class, () -> gateway.get("/key/list", Map.of()));
    assertThat(failure.getMessage()).doesNotContain("canary");
    return failure;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401 | {'error':{'message':'no'}} | UNAUTHORIZED | does not accept the key from"
            + " WEIR_MASTER_KEY (401)",
        "403 | {} | UNAUTHORIZED | does not accept the key from WEIR_MASTER_KEY (403)",
        "404 | {'error':{'message':'Key not found.'}} | REFUSED | Key not found.",
        "404 | nginx | UNREACHABLE | does not answer as a gateway does: 404",
        "301 | '' | UNREACHABLE | does not answer as a gateway does: 301",
        "200 | <html> | UNREACHABLE | does not answer as a gateway does: no JSON",
        "503 | {'error':{'message':'Kafka is away'}} | UNREACHABLE | Kafka is away",
      })
  void saysWhatIsWrong(int status, String body, ExitStatus expected, String message) {
    answer(status, body.replace('\'', '"'));

    CommandFailure failure = failure();

    assertThat(failure.status()).isEqualTo(expected);
    assertThat(failure.getMessage()).endsWith(message);
    assertThat(asked).containsExactly("/key/list Bearer sk-canary-123456");
  }

  @Test
  void saysThatNobodyListens() {
    server.stop(0);

    CommandFailure failure = failure();

    assertThat(failure.status()).isEqualTo(ExitStatus.UNREACHABLE);
    assertThat(failure.getMessage()).contains(": nobody listens there");
  }

  @Test
  void passesOnWhatTheGatewayWarnsOf() {
    answer(200, "{\"warnings\":[\"spend is\\nnull\"]}");

    gateway().get("/key/list", Map.of("key_alias", "a&b", "page", "1"));

    assertThat(captured.err()).isEqualTo("weir: warning: spend is\\u000anull\n");
    assertThat(asked).containsExactly("/key/list?key_alias=a%26b&page=1 Bearer sk-canary-123456");
  }
}
