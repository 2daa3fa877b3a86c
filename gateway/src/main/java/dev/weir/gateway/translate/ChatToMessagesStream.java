package dev.weir.gateway.translate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.gateway.api.Json;
import dev.weir.gateway.api.SseEvent;
import dev.weir.gateway.api.Usage;
import dev.weir.schemas.events.Tokens;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Chunks of a chat completion as Anthropic's events. */
final class ChatToMessagesStream extends StreamProgress {
  private final String group;
  private @Nullable MessageAnswer answer;
  private @Nullable String finishReason;
  private boolean blockOpen;

  ChatToMessagesStream(String group) {
    this.group = group;
  }

  @Override
  byte[] translate(SseEvent event) throws IOException {
    if (ChatStream.isDone(event.data())) {
      return last();
    }
    JsonNode chunk = Json.read(event.data());
    if (chunk.hasNonNull("error") || "error".equals(event.name())) {
      return fail(ProviderErrors.event(chunk.hasNonNull("error") ? chunk.get("error") : chunk));
    }
    servedBy(chunk.path("model").textValue());
    Tokens tokens = Usage.chat(chunk.path("usage"));
    if (tokens != null) {
      counted(tokens, true);
    }
    JsonNode choice = chunk.path("choices").path(0);
    if (choice.isMissingNode()) {
      return NOTHING;
    }
    String reason = choice.path("finish_reason").textValue();
    finishReason = reason == null ? finishReason : reason;
    return choice.path("delta") instanceof ObjectNode delta
        ? content(chunk.path("id").asText(""), delta.without("role"))
        : NOTHING;
  }

  private byte[] content(String id, JsonNode delta) {
    saw(delta);
    byte[] start = NOTHING;
    MessageAnswer now = answer;
    if (now == null) {
      now = new MessageAnswer(id, group);
      answer = now;
      start = now.start();
    }
    String text = delta.path("content").asText("") + delta.path("refusal").asText("");
    if (text.isEmpty()) {
      return start;
    }
    byte[] open = blockOpen ? NOTHING : now.blockStart();
    blockOpen = true;
    return joined(start, open, now.blockDelta(text));
  }

  /** An end without a reason is none: no reason is made up for it. */
  private byte[] last() {
    MessageAnswer now = answer;
    String reason = finishReason;
    if (now == null || reason == null) {
      return fail(Broken.failure("The provider's stream ended without a finish reason"));
    }
    end();
    return joined(blockOpen ? now.blockStop() : NOTHING, now.delta(reason, tokens()), now.stop());
  }
}
