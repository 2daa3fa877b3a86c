package dev.weir.gateway.callbacks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.gateway.api.Json;
import dev.weir.gateway.core.Protocol;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client was told, as messages of its protocol.
 *
 * @param messages one for each choice: {@code role}, {@code content} and what else there is
 * @param finishReasons of the messages, as far as they are known
 * @param id null: unknown
 */
record Answer(List<JsonNode> messages, List<String> finishReasons, @Nullable String id) {
  static final Answer NONE = new Answer(List.of(), List.of(), null);

  /** What was captured; nothing of it where it can't be read. */
  static Answer of(@Nullable Captured captured, Protocol protocol) {
    if (captured == null) {
      return NONE;
    }
    byte[] bytes = captured.bytes();
    boolean stream = captured.stream();
    try {
      return switch (protocol) {
        case OPENAI_CHAT -> stream ? new StreamedChat().of(bytes) : chat(Json.read(bytes));
        case ANTHROPIC_MESSAGES ->
            stream ? new StreamedMessage().of(bytes) : message(Json.read(bytes));
        case OPENAI_EMBEDDINGS -> NONE; // Vectors are nothing to read.
      };
    } catch (IOException e) {
      return NONE;
    }
  }

  private static Answer chat(JsonNode body) {
    List<JsonNode> messages = new ArrayList<>();
    List<String> reasons = new ArrayList<>();
    for (JsonNode choice : body.path("choices")) {
      messages.add(choice.path("message"));
      addReason(choice.path("finish_reason"), reasons);
    }
    return new Answer(messages, reasons, body.path("id").textValue());
  }

  private static Answer message(JsonNode body) {
    ObjectNode message = Json.object();
    message.put("role", "assistant");
    message.set("content", body.path("content"));
    List<String> reasons = new ArrayList<>();
    addReason(body.path("stop_reason"), reasons);
    return new Answer(List.of(message), reasons, body.path("id").textValue());
  }

  static void addReason(JsonNode reason, List<String> to) {
    if (reason.isTextual()) {
      to.add(reason.textValue());
    }
  }
}
