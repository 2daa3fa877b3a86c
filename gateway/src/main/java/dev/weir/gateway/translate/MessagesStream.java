package dev.weir.gateway.translate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.gateway.api.Usage;
import dev.weir.gateway.core.Failure;
import dev.weir.schemas.events.Tokens;
import org.jspecify.annotations.Nullable;

/** Reads Anthropic's events, whoever they are for. */
final class MessagesStream {
  /** What an event means. */
  sealed interface Step {
    /** The message begins. */
    record Started(String id) implements Step {}

    /** A piece of content, without its {@code type}. */
    record Delta(JsonNode delta) implements Step {}

    /** Content is complete. */
    record Stopped(@Nullable String reason) implements Step {}

    /** The terminal event. */
    record Ended() implements Step {}

    /** The provider gives up. */
    record Failed(Failure failure) implements Step {}

    /** Frames, pings, and what is not known yet. */
    record Other() implements Step {}
  }

  private Tokens tokens = Tokens.NONE;
  private boolean usageKnown;
  private @Nullable String model;

  Tokens tokens() {
    return tokens;
  }

  boolean usageKnown() {
    return usageKnown;
  }

  @Nullable String model() {
    return model;
  }

  Step read(JsonNode event) {
    return switch (event.path("type").asText("")) {
      case "message_start" -> start(event.path("message"));
      case "content_block_delta" ->
          new Step.Delta(
              event.path("delta") instanceof ObjectNode delta
                  ? delta.deepCopy().without("type")
                  : event.path("delta"));
      case "message_delta" -> {
        Tokens last = Usage.message(event.path("usage"), tokens);
        usageKnown |= last != null;
        tokens = last == null ? tokens : last;
        yield new Step.Stopped(event.path("delta").path("stop_reason").textValue());
      }
      case "message_stop" -> new Step.Ended();
      case "error" -> new Step.Failed(ProviderErrors.event(event.path("error")));
      default -> new Step.Other();
    };
  }

  private Step start(JsonNode message) {
    Tokens first = Usage.message(message.path("usage"), tokens);
    tokens = first == null ? tokens : first;
    model = message.path("model").textValue();
    return new Step.Started(message.path("id").asText(""));
  }
}
