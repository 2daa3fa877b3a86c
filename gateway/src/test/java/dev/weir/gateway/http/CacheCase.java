package dev.weir.gateway.http;

import static dev.weir.gateway.http.TestGateway.MASTER;
import static dev.weir.gateway.http.TestGateway.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.schemas.config.TracingSettings;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

/** A gateway with a response cache in its memory, and calls to it. */
abstract class CacheCase {
  static final String STREAM = ",\"stream\":true";
  static final String MESSAGES = "/v1/messages";
  static final Duration POLL = Duration.ofMillis(5);
  static final long RICH = 1_000_000_000L;

  TestGateway gateway = gateway(true, false);

  private static TestGateway gateway(boolean onByDefault, boolean singleFlight) {
    return new TestGateway(TracingSettings.NONE, TestCaching.local(onByDefault, singleFlight));
  }

  void restart(boolean onByDefault, boolean singleFlight) {
    gateway.close();
    gateway = gateway(onByDefault, singleFlight);
  }

  @AfterEach
  void holdsEndOnce() {
    assertThat(gateway.plane.holds).allSatisfy(hold -> assertThat(hold.endings).hasSize(1));
    assertThat(gateway.log.finished).hasSameSizeAs(gateway.log.begun);
    gateway.close();
  }

  HttpResponse<String> chat(String more) {
    return gateway.chat(MASTER, ask("gpt-4o-mini", more));
  }

  static String hit(HttpResponse<?> response) {
    return response.headers().firstValue("x-weir-cache").orElse("");
  }

  /** Makes a call, and again once its answer is stored, which is in the background. */
  HttpResponse<String> hit(String path, String key, String body) {
    double before = gateway.cache.stored();
    assertThat(hit(gateway.post(path, key, body))).isEmpty();
    await().pollInterval(POLL).until(() -> gateway.cache.stored() > before);
    return gateway.post(path, key, body);
  }

  HttpResponse<String> chatHit(String more) {
    return hit("/v1/chat/completions", MASTER, ask("gpt-4o-mini", more));
  }

  void store(String more) {
    assertThat(hit(chatHit(more))).isEqualTo("hit");
    gateway.provider.clear();
  }

  long calls() {
    return gateway.provider.requests().size();
  }
}
