package dev.weir.gateway.translate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.gateway.api.Json;
import dev.weir.schemas.events.Tokens;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes chat completions and their chunks for answers of Anthropic's. */
final class ChatAnswer {
  private final String id;
  private final String group;
  private final long created;

  ChatAnswer(String messageId, String group, Instant now) {
    this.id = "chatcmpl-" + messageId;
    this.group = group;
    this.created = now.getEpochSecond();
  }

  /** A whole answer. */
  ObjectNode complete(String text, String stopReason, Tokens tokens) {
    ObjectNode message = Json.object().put("role", "assistant").put("content", text);
    ObjectNode choice = Json.object().put("index", 0);
    choice.set("message", message.putNull("refusal"));
    choice.putNull("logprobs").put("finish_reason", finishReason(stopReason));
    ObjectNode answer = root("chat.completion");
    answer.set("choices", answer.arrayNode().add(choice));
    return answer.set("usage", usage(tokens));
  }

  /** The chunk that opens a stream. */
  ObjectNode role() {
    return chunk(Json.object().put("role", "assistant").put("content", ""), null);
  }

  ObjectNode content(String text) {
    return chunk(Json.object().put("content", text), null);
  }

  ObjectNode delta(ObjectNode delta) {
    return chunk(delta, null);
  }

  ObjectNode finish(String stopReason) {
    return chunk(Json.object(), finishReason(stopReason));
  }

  /** The chunk that only clients get who ask for it. */
  ObjectNode usageChunk(Tokens tokens) {
    ObjectNode chunk = root("chat.completion.chunk");
    chunk.set("choices", chunk.arrayNode());
    return chunk.set("usage", usage(tokens));
  }

  private ObjectNode chunk(JsonNode delta, @Nullable String finishReason) {
    ObjectNode choice = Json.object().put("index", 0);
    choice.set("delta", delta);
    choice.put("finish_reason", finishReason);
    ObjectNode chunk = root("chat.completion.chunk");
    return chunk.set("choices", chunk.arrayNode().add(choice));
  }

  private ObjectNode root(String object) {
    return Json.object()
        .put("id", id)
        .put("object", object)
        .put("created", created)
        .put("model", group);
  }

  /** A reason that Anthropic adds one day reads as an ordinary end. */
  private static String finishReason(String stopReason) {
    return switch (stopReason) {
      case "max_tokens", "model_context_window_exceeded" -> "length";
      case "tool_use" -> "tool_calls";
      case "refusal" -> "content_filter";
      default -> "stop";
    };
  }

  /** OpenAI's shape, with the cache fields that LiteLLM adds. */
  static ObjectNode usage(Tokens tokens) {
    long written = tokens.cacheWrite5m() + tokens.cacheWrite1h();
    ObjectNode usage =
        Json.object()
            .put("prompt_tokens", tokens.prompt())
            .put("completion_tokens", tokens.output())
            .put("total_tokens", tokens.total());
    usage.set(
        "prompt_tokens_details",
        Json.object()
            .put("cached_tokens", tokens.cacheRead())
            .put("cache_creation_tokens", written));
    usage.set(
        "completion_tokens_details", Json.object().put("reasoning_tokens", tokens.reasoning()));
    return usage
        .put("cache_creation_input_tokens", written)
        .put("cache_read_input_tokens", tokens.cacheRead());
  }
}
