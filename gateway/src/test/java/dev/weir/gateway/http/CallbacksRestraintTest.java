package dev.weir.gateway.http;

import static dev.weir.gateway.http.TestGateway.MASTER;
import static dev.weir.gateway.http.TestGateway.ask;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.gateway.callbacks.Delivery;
import dev.weir.provider.Behaviour;
import dev.weir.schemas.config.TracingSettings.Kind;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What receivers of traces are not told, and what becomes of calls when they do not listen. */
class CallbacksRestraintTest extends Traced {
  @Test
  void tellsTheProviderNothing_unlessAskedTo() {
    start(Kind.OTEL);

    send(
        ask("gpt-4o-mini", ""),
        "traceparent",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

    root(2);
    assertThat(sent().headers()).doesNotContainKey("traceparent");
  }

  @Test
  void leavesATraceAlone_thatItsClientDoesNotSample() {
    start(Kind.OTEL);

    send(
        ask("gpt-4o-mini", ""),
        "traceparent",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00");
    gateway.chat(MASTER, ask("gpt-4o-mini", ""));

    assertThat(root(2).traceId()).isNotEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
  }

  @Test
  void keepsContentBack_whenTheRequestSaysSo() {
    start(Kind.LANGFUSE);
    String model = "gpt-4o-mini";

    send(ask(model, ""), "x-litellm-enable-message-redaction", "true");
    gateway.chat(MASTER, ask(model, ",\"turn_off_message_logging\":true"));
    gateway.chat(MASTER, ask(model, ",\"metadata\":{\"mask_input\":true,\"mask_output\":true}"));
    gateway.limitedKey("sk-quiet", null, null, null, Map.of("turn_off_message_logging", true));
    gateway.chat("sk-quiet", ask(model, ""));

    root(8);
    assertThat(otlp.spans())
        .allSatisfy(it ->
            assertThat(it.attributes())
                .doesNotContainKeys("langfuse.observation.input", "langfuse.observation.output"));
    assertThat(attempts())
        .allSatisfy(it -> assertThat(it.attributes()).containsKey("gen_ai.usage.input_tokens"));
  }

  @Test
  void keepsContentAndIdentitiesBack_whenTheOperatorSaysSo() {
    start(tracing(Kind.LANGFUSE, true, true, false, false));
    gateway.key("sk-search", 1_000_000);

    gateway.chat("sk-search", ask("gpt-4o-mini", ""));

    root(2);
    assertThat(otlp.spans())
        .allSatisfy(it -> {
          assertThat(it.attributes())
              .doesNotContainKeys("langfuse.observation.input", "langfuse.observation.output");
          assertThat(it.attributes().keySet()).noneMatch(name -> name.contains("user_api_key"));
        });
  }

  @Test
  void isSilent_whenTheRequestSaysSo() {
    start(Kind.LANGFUSE);

    gateway.chat(MASTER, ask("gpt-4o-mini", ",\"no-log\":true"));
    send(ask("gpt-4o-mini", ""), "x-litellm-disable-callbacks", "otel, Langfuse");
    HttpResponse<String> last = gateway.chat(MASTER, ask("gpt-4o-mini", ""));

    assertThat(root(2).attributes())
        .containsEntry("weir.call.id", last.headers().firstValue("x-litellm-call-id").get());
    assertThat(gateway.log.finished).hasSize(3);
  }

  @Test
  void tellsOnlyWhatItIsAskedFor() {
    start(tracing(Kind.OTEL, false, true, true, true));
    gateway.chat(MASTER, ask("gpt-4o-mini", ""));
    gateway.provider.script("gpt-4o-mini", Behaviour.Refuse.status(400));

    gateway.chat(MASTER, ask("gpt-4o-mini", ""));

    assertThat(root(2).attributes()).containsEntry("weir.verdict", "provider_bad_request");
  }

  @Test
  void cutsWhatIsTooLong() {
    start(Kind.OTEL);
    String body = ask("gpt-4o-mini", "").replace("Hi", "x".repeat(3_000));

    gateway.chat(MASTER, body);

    root(2);
    assertThat((String) attempts().getFirst().attributes().get("gen_ai.input.messages"))
        .hasSize(2 << 10)
        .startsWith("[{\"role\":\"user\"");
  }

  @Test
  void answersAsEver_andCounts_whenTheReceiverIsGone() {
    timeout = Duration.ofSeconds(1);
    start(Kind.OTEL);
    otlp.close();
    String filler = ",\"user\":\"" + "x".repeat(3_500) + "\"";

    for (int i = 0; i < 60; i++) {
      assertThat(gateway.chat(MASTER, ask("gpt-4o-mini", filler)).statusCode()).isEqualTo(200);
    }

    Delivery delivery = gateway.callbacks.deliveries().getFirst();
    assertThat(delivery.overflowed()).isPositive();
    assertThat(delivery.queuedBytes()).isLessThanOrEqualTo(256 << 10);
    assertThat(delivery.exported()).isZero();
    await().atMost(10, SECONDS).until(() -> delivery.failed() > 0);
  }

  @Test
  void sendsAgain_whenTheReceiverIsBusy() {
    start(Kind.OTEL);
    otlp.answer(503);
    gateway.chat(MASTER, ask("gpt-4o-mini", ""));
    await().atMost(5, SECONDS).until(() -> otlp.requests() > 0);

    otlp.answer(200);

    root(2);
    assertThat(gateway.callbacks.deliveries().getFirst().failed()).isZero();
  }
}
