package dev.weir.standalone;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Waits for the gateway to say that it is ready, and that budgets can be granted. */
final class Readiness {
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final int TIMEOUT_MS = 2_000;

  private final ObjectMapper json = new ObjectMapper();
  private final URI address;
  private String answer = "no answer";

  Readiness(URI gateway) {
    this.address = gateway.resolve("/health/readiness");
  }

  /**
   * @throws SetupException if the gateway does not become ready within the time
   */
  void await(Duration atMost) throws InterruptedException {
    for (Duration waited = Duration.ZERO; !isReady(); waited = waited.plus(PAUSE)) {
      if (waited.compareTo(atMost) > 0) {
        throw new SetupException(
            "the gateway did not become ready within %d s: %s"
                .formatted(atMost.toSeconds(), answer));
      }
      Thread.sleep(PAUSE);
    }
  }

  private boolean isReady() {
    try {
      var connection = (HttpURLConnection) address.toURL().openConnection();
      connection.setConnectTimeout(TIMEOUT_MS);
      connection.setReadTimeout(TIMEOUT_MS);
      try {
        return connection.getResponseCode() == HttpURLConnection.HTTP_OK && budgets(connection);
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      answer = e.toString();
      return false;
    }
  }

  /** The first calls come as soon as somebody is told that all is ready: keys have budgets. */
  private boolean budgets(HttpURLConnection connection) throws IOException {
    try (var in = connection.getInputStream()) {
      answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return json.readTree(answer).at("/budgets/ready").asBoolean();
    }
  }
}
