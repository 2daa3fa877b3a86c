package dev.weir.gateway.http;

import static dev.weir.gateway.http.TestGateway.MASTER;
import static dev.weir.gateway.http.TestGateway.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.weir.gateway.core.Admission;
import dev.weir.provider.Behaviour;
import dev.weir.provider.otlp.OtlpSpan;
import dev.weir.schemas.config.TracingSettings.Kind;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What receivers of traces are told of calls, over the wire. */
class CallbacksTest extends Traced {
  @ParameterizedTest
  @CsvSource({"OTEL, , ", "LANGFUSE, embedding, '{\"input\":[\"private\"]}'"})
  void tellsOfEmbeddings(Kind kind, String type, String input) {
    start(kind);

    gateway.post("/v1/embeddings", MASTER, "{\"model\":\"embed\",\"input\":[\"private\"]}");

    OtlpSpan call = root(2);
    OtlpSpan attempt = attempts().getFirst();
    assertThat(call.name()).isEqualTo("POST /v1/embeddings");
    assertThat(attempt.name()).isEqualTo("embeddings text-embedding-3-small");
    assertThat(attempt.attributes())
        .containsEntry("gen_ai.operation.name", "embeddings")
        .containsEntry("gen_ai.usage.input_tokens", 100L)
        .doesNotContainKey("langfuse.observation.output");
    assertThat(attempt.attributes().get("langfuse.observation.type")).isEqualTo(type);
    assertThat(attempt.attributes().get("langfuse.observation.input")).isEqualTo(input);
  }

  @Test
  void tellsACollectorOfAnAnswer() {
    start(Kind.OTEL);
    gateway.key("sk-search", 1_000_000);

    HttpResponse<String> answer =
        gateway.chat("sk-search", ask("gpt-4o-mini", ",\"temperature\":0.5,\"user\":\"u-1\""));

    OtlpSpan call = root(2);
    OtlpSpan attempt = attempts().getFirst();
    assertThat(call.name()).isEqualTo("POST /v1/chat/completions");
    assertThat(call.kind()).isEqualTo("SERVER");
    assertThat(call.parentId()).isEmpty();
    assertThat(call.status()).isEqualTo("UNSET");
    assertThat(call.resource()).containsExactly(Map.entry("service.name", "test"));
    assertThat(call.attributes())
        .containsOnlyKeys(
            "http.request.method",
            "http.route",
            "metadata.user_api_key_alias",
            "metadata.user_api_key_hash",
            "user.id",
            "weir.attempts",
            "weir.call.id",
            "weir.cost_usd",
            "weir.requested_model",
            "weir.stream",
            "weir.verdict")
        .containsEntry("weir.call.id", answer.headers().firstValue("x-litellm-call-id").get())
        .containsEntry("weir.verdict", "answered")
        .containsEntry("weir.cost_usd", 0.000027)
        .containsEntry("metadata.user_api_key_alias", "search");
    assertThat(attempt.name()).isEqualTo("chat gpt-4o-mini");
    assertThat(attempt.kind()).isEqualTo("CLIENT");
    assertThat(attempt.traceId()).isEqualTo(call.traceId());
    assertThat(attempt.parentId()).isEqualTo(call.spanId());
    assertThat(attempt.startNanos()).isBetween(call.startNanos(), call.endNanos());
    assertThat(attempt.endNanos()).isGreaterThan(attempt.startNanos());
  }

  @Test
  void tellsACollectorOfTheAttempt() {
    start(Kind.OTEL);

    HttpResponse<String> answer = gateway.chat(MASTER, ask("gpt-4o-mini", ",\"temperature\":0.5"));

    root(2);
    OtlpSpan attempt = attempts().getFirst();
    String words = TestGateway.json(answer).at("/choices/0/message/content").asText();
    assertThat(attempt.attributes())
        .containsEntry("gen_ai.operation.name", "chat")
        .containsEntry("gen_ai.provider.name", "openai")
        .containsEntry("gen_ai.request.model", "gpt-4o-mini")
        .containsEntry("gen_ai.request.temperature", 0.5)
        .containsEntry("gen_ai.request.max_tokens", 50L)
        .containsEntry("gen_ai.usage.input_tokens", 100L)
        .containsEntry("gen_ai.usage.output_tokens", 20L)
        .containsEntry("gen_ai.usage.cost", 0.000027)
        .containsEntry("gen_ai.response.finish_reasons", List.of("stop"))
        .containsEntry("http.response.status_code", 200L)
        .containsEntry("weir.deployment.id", "gpt-4o-mini-1")
        .containsEntry("weir.model_group", "gpt-4o-mini")
        .containsEntry("weir.attempt.number", 1L)
        .containsEntry("weir.attempt.role", "first")
        .containsEntry("weir.attempt.outcome", "succeeded")
        .containsEntry(
            "gen_ai.input.messages",
            "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"Hi\"}]}]")
        .containsEntry(
            "gen_ai.output.messages",
            "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"content\":\"%s\"}],\"finish_reason\":\"stop\"}]"
                .formatted(words))
        .doesNotContainKeys("error.type", "gen_ai.response.time_to_first_chunk");
  }

  @Test
  void tellsLangfuseWhatTheRequestSaysOfItsTrace() {
    start(Kind.LANGFUSE);
    gateway.key("sk-search", 1_000_000);
    String metadata =
        """
        ,"user":"u-1","metadata":{"trace_id":"order 7","trace_name":"checkout","session_id":"s-1",
         "generation_name":"summary","trace_metadata":{"shop":"de"},"tags":["a","b"],"project":"p",
         "trace_version":"v2","headers":{"authorization":"canary"}}\
        """;

    HttpResponse<String> answer = gateway.chat("sk-search", ask("gpt-4o-mini", metadata));

    OtlpSpan call = root(2);
    OtlpSpan generation = attempts().getFirst();
    // The first 32 digits of the SHA-256 of `order 7`, as Langfuse's SDKs make an id of a seed.
    assertThat(call.traceId()).isEqualTo("0fc89f8ae19394b48debd6353bb9ad33");
    for (OtlpSpan span : List.of(call, generation)) {
      assertThat(span.attributes())
          .containsEntry("langfuse.trace.name", "checkout")
          .containsEntry("langfuse.trace.tags", List.of("a", "b"))
          .containsEntry("langfuse.version", "v2")
          .containsEntry("langfuse.trace.metadata.shop", "de")
          .containsEntry("langfuse.trace.metadata.trace_id", "order 7")
          .containsEntry("langfuse.trace.metadata.user_api_key_alias", "search")
          .containsEntry("langfuse.observation.metadata.project", "p")
          .containsEntry(
              "langfuse.observation.input",
              "{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}")
          .containsEntry(
              "langfuse.observation.output",
              TestGateway.json(answer).at("/choices/0/message").toString())
          .containsEntry("user.id", "u-1")
          .containsEntry("session.id", "s-1");
    }
    assertThat(call.attributes())
        .containsEntry("langfuse.observation.type", "span")
        .containsEntry("langfuse.internal.as_root", true);
    assertThat(generation.name()).isEqualTo("summary");
    assertThat(generation.attributes())
        .containsEntry("langfuse.observation.type", "generation")
        .containsEntry("langfuse.observation.model.name", "gpt-4o-mini")
        .containsEntry(
            "langfuse.observation.usage_details", "{\"input\":100,\"output\":20,\"total\":120}")
        .containsEntry(
            "langfuse.observation.cost_details",
            "{\"input\":0.000015,\"output\":0.000012,\"total\":0.000027}");
    assertThat(otlp.authorization()).isEqualTo("Basic x");
    assertThat(otlp.spans().toString()).doesNotContain("canary", "sk-search", "provider-key");
  }

  @Test
  void showsRetryAndFallback() {
    start(Kind.LANGFUSE);
    gateway.provider.script("gpt-4o", Behaviour.Refuse.status(503));

    gateway.chat(MASTER, ask("gpt-4o", ""));

    OtlpSpan call = root(4);
    assertThat(call.attributes())
        .containsEntry("weir.verdict", "answered")
        .containsEntry("weir.attempts", 3L)
        .doesNotContainKey("langfuse.observation.level");
    List<OtlpSpan> attempts = attempts();
    assertThat(attempts)
        .extracting(
            it -> it.attributes().get("weir.attempt.role"),
            it -> it.attributes().get("gen_ai.provider.name"),
            it -> it.attributes().get("langfuse.observation.level"),
            OtlpSpan::status,
            OtlpSpan::statusMessage)
        .containsExactly(
            tuple("first", "openai", "ERROR", "ERROR", "server (503)"),
            tuple("retry", "openai", "ERROR", "ERROR", "server (503)"),
            tuple("fallback", "anthropic", null, "UNSET", ""));
    assertThat(attempts.getFirst().attributes())
        .containsEntry("error.type", "server")
        .containsEntry("http.response.status_code", 503L)
        .containsEntry("langfuse.observation.status_message", "server (503)")
        .doesNotContainKeys("langfuse.observation.output", "langfuse.observation.usage_details");
    assertThat(attempts.getLast().attributes()).containsKey("langfuse.observation.output");
    assertThat(attempts).extracting(OtlpSpan::spanId).doesNotHaveDuplicates();
  }

  @Test
  void putsAStreamTogether() {
    start(Kind.LANGFUSE);

    gateway.chat(MASTER, ask("gpt-4o-mini", ",\"stream\":true"));

    OtlpSpan call = root(2);
    OtlpSpan generation = attempts().getFirst();
    String words = Behaviour.Answer.of(TestGateway.USAGE).text();
    assertThat(call.attributes()).containsEntry("weir.stream", true);
    assertThat(generation.attributes())
        .containsEntry(
            "langfuse.observation.output",
            "{\"role\":\"assistant\",\"content\":\"%s\"}".formatted(words))
        .containsEntry("gen_ai.request.stream", true)
        .containsEntry("gen_ai.usage.output_tokens", 20L)
        .containsKey("langfuse.observation.completion_start_time");
    double firstChunk = (double) generation.attributes().get("gen_ai.response.time_to_first_chunk");
    assertThat(firstChunk)
        .isPositive()
        .isLessThanOrEqualTo((generation.endNanos() - generation.startNanos()) / 1e9);
  }

  @Test
  void putsAStreamOfAMessageTogether() {
    start(Kind.OTEL);
    String body =
        """
        {"model":"claude","max_tokens":50,"stream":true,"system":"Be kind.",
         "metadata":{"user_id":"u-2"},"litellm_metadata":{"session_id":"s-2"},
         "messages":[{"role":"user","content":[{"type":"text","text":"Hi"}]}]}
        """;

    gateway.post("/v1/messages", MASTER, body);

    OtlpSpan call = root(2);
    OtlpSpan attempt = attempts().getFirst();
    String words = Behaviour.Answer.of(TestGateway.USAGE).text();
    assertThat(call.name()).isEqualTo("POST /v1/messages");
    assertThat(attempt.attributes())
        .containsEntry("user.id", "u-2")
        .containsEntry("session.id", "s-2")
        .containsEntry("gen_ai.conversation.id", "s-2")
        .containsEntry("gen_ai.provider.name", "anthropic")
        .containsEntry(
            "gen_ai.system_instructions", "[{\"type\":\"text\",\"content\":\"Be kind.\"}]")
        .containsEntry(
            "gen_ai.input.messages",
            "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"Hi\"}]}]")
        .containsEntry(
            "gen_ai.output.messages",
            "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"content\":\"%s\"}],\"finish_reason\":\"end_turn\"}]"
                .formatted(words));
  }

  @Test
  void tellsWhyThereIsNoAnswer() {
    start(Kind.OTEL);
    gateway.provider.script("gpt-4o-mini", Behaviour.Refuse.status(500));

    gateway.chat(MASTER, ask("gpt-4o-mini", ""));

    OtlpSpan call = root(3);
    assertThat(call.status()).isEqualTo("ERROR");
    assertThat(call.statusMessage()).startsWith("provider_server: ");
    assertThat(call.attributes())
        .containsEntry("error.type", "provider_server")
        .containsEntry("weir.verdict", "provider_server")
        .containsEntry("weir.cost_usd", 0.0);
    assertThat(attempts())
        .allSatisfy(it -> {
          assertThat(it.status()).isEqualTo("ERROR");
          assertThat(it.attributes())
              .containsEntry("error.type", "server")
              .doesNotContainKeys("gen_ai.output.messages", "gen_ai.usage.input_tokens");
        });
  }

  @Test
  void tellsOfACallThatABudgetRefuses() {
    start(Kind.OTEL);
    gateway.key("sk-poor", 1);
    gateway.plane.refuse((budget, nanos) -> new Admission.Exhausted(budget, 1, 0, nanos));

    gateway.chat("sk-poor", ask("gpt-4o-mini", ""));

    OtlpSpan call = root(1);
    assertThat(call.attributes())
        .containsEntry("weir.verdict", "budget_exhausted")
        .containsEntry("weir.attempts", 0L);
    assertThat(call.status()).isEqualTo("ERROR");
  }

  @Test
  void tellsOfACutStreamWithWhatThereWasOfIt() {
    start(Kind.OTEL);
    gateway.provider.script("gpt-4o-mini", Behaviour.Answer.of(TestGateway.USAGE).cutAfter(2));

    gateway.chat(MASTER, ask("gpt-4o-mini", ",\"stream\":true"));

    OtlpSpan call = root(2);
    OtlpSpan attempt = attempts().getFirst();
    assertThat(call.attributes()).containsEntry("weir.verdict", "cut");
    assertThat(call.status()).isEqualTo("ERROR");
    assertThat(attempt.attributes())
        .containsEntry("weir.attempt.outcome", "cut")
        .containsEntry("weir.usage.estimated", true);
    assertThat((String) attempt.attributes().get("gen_ai.output.messages"))
        .contains("\"role\":\"assistant\"");
  }

  @Test
  void marksTheAttemptThatWasOutrun() {
    start(Kind.OTEL);
    gateway.provider.script("gpt-4o", new Behaviour.Hang());

    var answer = gateway.inBackground(() -> gateway.chat(MASTER, ask("twin", "")));
    await().until(() -> gateway.log.begun.size() == 1);
    gateway.alarm.ring();
    answer.join();

    root(3);
    assertThat(attempts())
        .extracting(
            it -> it.attributes().get("weir.attempt.role"),
            it -> it.attributes().get("weir.attempt.outcome"),
            it -> it.attributes().get("weir.attempt.cancelled_by"),
            OtlpSpan::status)
        .containsExactlyInAnyOrder(
            tuple("first", "cancelled", "outrun", "UNSET"),
            tuple("hedge", "succeeded", null, "UNSET"));
  }

  @Test
  void goesOnWithTheClientsTrace_andTellsTheProvider() {
    start(tracing(Kind.OTEL, true, true, true, true));
    String traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    send(ask("gpt-4o-mini", ""), "traceparent", traceparent);

    OtlpSpan call = root(2);
    assertThat(call.traceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
    assertThat(call.parentId()).isEqualTo("00f067aa0ba902b7");
    assertThat(sent().headers())
        .containsEntry(
            "traceparent",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-" + attempts().getFirst().spanId() + "-01");
  }
}
