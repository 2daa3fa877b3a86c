package dev.weir.gateway.translate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.gateway.api.Json;
import dev.weir.gateway.api.SseEvent;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Keeps what a client was sent of a message. */
final class MessagesTranscript implements Transcript {
  private final StringBuilder text = new StringBuilder();
  private int next;
  private @Nullable Integer open;
  private boolean lost;
  private boolean reasons;

  /**
   * @param before what the client has already; null: nothing
   */
  MessagesTranscript(Partial.@Nullable Messages before) {
    if (before != null) {
      text.append(before.text());
      next = before.next();
      open = before.open();
    }
  }

  @Override
  public void sent(SseEvent event) throws IOException {
    if (lost) {
      return;
    }
    JsonNode data = Json.read(event.data());
    switch (data.path("type").asText("")) {
      case "content_block_start" -> start(data);
      case "content_block_delta" -> text.append(data.path("delta").path("text").asText(""));
      case "content_block_stop" -> {
        open = null;
        reasons = false;
      }
      // Who has said why it stops has said all.
      case "message_delta" -> lost = true;
      default -> {
        // Frames and signs of life.
      }
    }
    lost |= text.length() > LONGEST;
  }

  private void start(JsonNode data) {
    int index = data.path("index").asInt();
    next = index + 1;
    switch (data.path("content_block").path("type").asText("")) {
      case "text" -> {
        open = index;
        text.append(data.path("content_block").path("text").asText(""));
      }
      case "thinking", "redacted_thinking" -> reasons = true;
      default -> lost = true;
    }
  }

  @Override
  public @Nullable Partial partial() {
    return lost || reasons || text.isEmpty()
        ? null
        : new Partial.Messages(text.toString(), next, open);
  }
}
