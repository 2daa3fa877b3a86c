package dev.weir.gateway.http;

import static dev.weir.gateway.http.TestGateway.MASTER;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.provider.Received;
import dev.weir.provider.otlp.FakeOtlp;
import dev.weir.provider.otlp.OtlpSpan;
import dev.weir.schemas.config.Secret;
import dev.weir.schemas.config.TracingSettings;
import dev.weir.schemas.config.TracingSettings.Kind;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** A gateway that tells of its calls, and whom it tells. */
abstract class Traced {
  final FakeOtlp otlp = FakeOtlp.start();
  TestGateway gateway;

  /** Of one export, its retries included. */
  Duration timeout = Duration.ofSeconds(8);

  @AfterEach
  void close() {
    gateway.close();
    otlp.close();
  }

  void start(Kind kind) {
    start(tracing(kind, true, true, true, false));
  }

  void start(TracingSettings tracing) {
    gateway = new TestGateway(tracing);
  }

  /** With a response cache. */
  void startCaching(Kind kind) {
    gateway =
        new TestGateway(tracing(kind, true, true, true, false), TestCaching.local(true, false));
  }

  /**
   * @param open whether content and identities are told
   */
  TracingSettings tracing(
      Kind kind, boolean success, boolean failure, boolean open, boolean forwarded) {
    return new TracingSettings(
        List.of(
            new TracingSettings.Receiver(
                kind,
                URI.create(otlp.base() + "/v1/traces"),
                Map.of("Authorization", new Secret("Basic x")),
                timeout,
                kind == Kind.OTEL,
                Map.of("service.name", "test"),
                success,
                failure,
                open)),
        open,
        forwarded);
  }

  void send(String body, String header, String value) {
    gateway.send(
        gateway
            .request("/v1/chat/completions", MASTER)
            .header(header, value)
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  Received sent() {
    return gateway.provider.requests().getLast();
  }

  /** The newest call's own span, when there are so many spans. */
  OtlpSpan root(int spans) {
    await().atMost(10, SECONDS).untilAsserted(() -> assertThat(otlp.spans()).hasSize(spans));
    return otlp.spans().stream().filter(it -> it.kind().equals("SERVER")).toList().getLast();
  }

  List<OtlpSpan> attempts() {
    return otlp.spans().stream().filter(it -> it.kind().equals("CLIENT")).toList();
  }
}
