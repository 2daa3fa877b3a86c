package dev.weir.gateway.translate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.gateway.api.Json;
import dev.weir.gateway.api.SseEvent;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Keeps what a client was sent of a chat completion. */
final class ChatTranscript implements Transcript {
  private final StringBuilder text = new StringBuilder();
  private String id = "";
  private String model = "";
  private long created;
  private boolean lost;
  private boolean reasons;

  /**
   * @param before what the client has already; null: nothing
   */
  ChatTranscript(Partial.@Nullable Chat before) {
    if (before != null) {
      text.append(before.text());
      id = before.id();
      model = before.model();
      created = before.created();
    }
  }

  @Override
  public void sent(SseEvent event) throws IOException {
    if (lost || ChatStream.isDone(event.data())) {
      return;
    }
    JsonNode chunk = Json.read(event.data());
    if (id.isEmpty()) {
      id = chunk.path("id").asText("");
      model = chunk.path("model").asText("");
      created = chunk.path("created").asLong();
    }
    for (JsonNode choice : chunk.path("choices")) {
      lost |=
          choice.path("index").asInt() != 0
              || choice.hasNonNull("finish_reason")
              || choice.hasNonNull("logprobs");
      choice.path("delta").properties().forEach(it -> piece(it.getKey(), it.getValue()));
    }
    lost |= text.length() > LONGEST;
  }

  private void piece(String name, JsonNode value) {
    if (value.isNull() || (value.isEmpty() && value.asText("").isEmpty())) {
      return;
    }
    switch (name) {
      case "role" -> {
        // Sent once, whoever goes on.
      }
      case "content" -> {
        lost |= !value.isTextual();
        text.append(value.asText(""));
        reasons = false;
      }
      case "reasoning_content", "reasoning" -> reasons = true;
      default -> lost = true;
    }
  }

  @Override
  public @Nullable Partial partial() {
    return lost || reasons || text.isEmpty()
        ? null
        : new Partial.Chat(text.toString(), id, created, model);
  }
}
