package dev.weir.gateway.http;

import static dev.weir.gateway.http.TestGateway.MASTER;
import static dev.weir.gateway.http.TestGateway.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.provider.otlp.OtlpSpan;
import dev.weir.schemas.config.TracingSettings.Kind;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What receivers of traces are told of a stored answer. */
class CallbacksCacheTest extends Traced {
  /** Makes a call, and again when its answer is stored. */
  private HttpResponse<String> hit(String more) {
    String body = ask("gpt-4o-mini", more);
    gateway.chat(MASTER, body);
    await().until(() -> gateway.cache.stored() == 1);
    return gateway.chat(MASTER, body);
  }

  @Test
  void aCollectorHearsOfAHit_withoutAnAttempt() {
    startCaching(Kind.OTEL);

    HttpResponse<String> hit = hit("");

    OtlpSpan call = root(3);
    String key = hit.headers().firstValue("x-litellm-cache-key").orElseThrow();
    String words = TestGateway.json(hit).at("/choices/0/message/content").asText();
    assertThat(attempts()).hasSize(1);
    assertThat(call.attributes())
        .containsEntry("weir.call.id", hit.headers().firstValue("x-litellm-call-id").orElseThrow())
        .containsEntry("weir.verdict", "answered")
        .containsEntry("weir.cache.hit", true)
        .containsEntry("weir.cache.key", key)
        .containsEntry("weir.attempts", 0L)
        .containsEntry("weir.cost_usd", 0.0);
    assertThat((String) call.attributes().get("gen_ai.input.messages")).contains("Hi");
    assertThat((String) call.attributes().get("gen_ai.output.messages")).contains(words);
    assertThat(call.events()).extracting(OtlpSpan.Event::name).containsExactly("cache.hit");
    assertThat(call.events().getFirst().attributes())
        .containsAllEntriesOf(
            Map.of(
                "weir.model_group", "gpt-4o-mini",
                "weir.deployment.id", "gpt-4o-mini-1",
                "weir.cache.saved_usd", 0.000027))
        .containsKey("weir.cache.age_seconds");
  }

  @Test
  void langfuseHearsOfAHit_byLitellmsName_streamedToo() {
    startCaching(Kind.LANGFUSE);

    hit(CacheCase.STREAM);

    OtlpSpan call = root(3);
    List<OtlpSpan> calls = otlp.spans().stream().filter(it -> it.kind().equals("SERVER")).toList();
    assertThat(calls.getFirst().attributes())
        .doesNotContainKeys("langfuse.observation.metadata.cache_hit", "weir.cache.hit");
    assertThat(call.attributes())
        .containsEntry("langfuse.observation.metadata.cache_hit", true)
        .containsKeys("langfuse.observation.input", "langfuse.observation.output");
  }
}
