package dev.weir.gateway.callbacks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.gateway.pipeline.TrailStep;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** For any collector: content by the semantic conventions, the rest by LiteLLM's names. */
final class GenAiDialect implements Dialect {
  private static final String METADATA = "metadata.";

  @Override
  public Position position(TracedCall call) {
    return new Position(call.report().trace().traceId(), call.report().trace().parent());
  }

  @Override
  public @Nullable String attemptName(TracedCall call) {
    return null;
  }

  @Override
  public String identityPrefix() {
    return METADATA;
  }

  @Override
  public void everywhere(TracedCall call, AttributesBuilder span) {
    Spans.put(span, "gen_ai.conversation.id", call.labels().text("session_id"));
    List<String> tags = call.report().call().payer().tags();
    if (!tags.isEmpty()) {
      span.put(AttributeKey.stringArrayKey("weir.tags"), tags);
    }
  }

  @Override
  public void call(TracedCall call, AttributesBuilder span) {
    call.labels().metadata().forEach((name, value) -> span.put(METADATA + name, value));
    if (call.cached() != null) {
      // There is no attempt that would tell it.
      content(call, true, span);
    }
  }

  @Override
  public void attempt(TracedCall call, TrailStep.Attempted attempt, AttributesBuilder span) {
    content(call, call.isAnswering(attempt), span);
  }

  private static void content(TracedCall call, boolean answered, AttributesBuilder span) {
    if (call.input()) {
      put(span, "gen_ai.input.messages", input(call), call.limit());
      put(span, "gen_ai.system_instructions", system(call), call.limit());
      put(span, "gen_ai.tool.definitions", call.question().value("tools"), call.limit());
    }
    if (call.output() && answered && !call.answer().messages().isEmpty()) {
      put(span, "gen_ai.output.messages", GenAiMessages.output(call.answer()), call.limit());
    }
  }

  private static @Nullable JsonNode input(TracedCall call) {
    JsonNode messages = call.question().value("messages");
    return messages == null ? null : GenAiMessages.input(messages);
  }

  private static @Nullable JsonNode system(TracedCall call) {
    JsonNode system = call.question().value("system");
    return system == null ? null : GenAiMessages.parts(system);
  }

  private static void put(
      AttributesBuilder span, String name, @Nullable JsonNode value, long limit) {
    if (value != null) {
      span.put(name, Content.of(value, limit));
    }
  }
}
