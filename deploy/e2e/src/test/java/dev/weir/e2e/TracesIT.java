package dev.weir.e2e;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.provider.otlp.OtlpSpan;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The fixture's {@code langfuse} callback on a real node, configured as LiteLLM's is. */
final class TracesIT {
  @RegisterExtension static final WholeSystem SYSTEM = new WholeSystem();

  private static final String PROMPT = "canary-prompt-7f3a";

  @Test
  void tellsLangfuseOfACall_andNobodyElseOfItsPrompt() {
    Node node = SYSTEM.a();
    Node.Key key = node.mint(Map.of("key_alias", "traced", "max_budget", 1));
    var call =
        Calls.chat("gpt-4o", 10, PROMPT)
            .with("metadata", Map.of("session_id", "e2e-traces", "tags", List.of("nightly")))
            .streamed();

    assertThat(node.as(key).post(call).status()).isEqualTo(200);

    await().atMost(20, SECONDS).until(() -> spans().size() == 2);
    OtlpSpan attempt =
        spans().stream().filter(it -> it.kind().equals("CLIENT")).findFirst().orElseThrow();
    assertThat(attempt.attributes())
        .containsEntry("langfuse.observation.type", "generation")
        .containsEntry("langfuse.trace.tags", List.of("nightly"))
        .containsEntry("langfuse.trace.metadata.user_api_key_alias", "traced")
        .containsKeys("langfuse.observation.output", "langfuse.observation.cost_details");
    assertThat((String) attempt.attributes().get("langfuse.observation.input")).contains(PROMPT);
    assertThat(SYSTEM.cluster().langfuse().authorization())
        .isEqualTo("Basic cGstbGYtZTJlOnNrLWxmLWUyZQ==");
    assertThat(spans().toString()).doesNotContain(key.secret(), "openai-key", "sk-lf-e2e");
    String metrics = node.master().get("/metrics").text();
    assertThat(metrics).contains("weir_callback_exported_total{callback=\"langfuse\"}");
    await().atMost(20, SECONDS).until(() -> !SYSTEM.cluster().ledger().finished(key).isEmpty());
    assertThat(metrics + node.process().printed() + SYSTEM.cluster().ledger().finished(key))
        .doesNotContain(PROMPT, "sk-lf-e2e");
  }

  private static List<OtlpSpan> spans() {
    return SYSTEM.cluster().langfuse().spans().stream()
        .filter(it -> "e2e-traces".equals(it.attributes().get("session.id")))
        .toList();
  }
}
