package dev.weir.gateway.translate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.gateway.api.Json;
import dev.weir.gateway.api.SseEvent;
import dev.weir.gateway.core.Deployment;
import dev.weir.schemas.events.Tokens;
import java.io.IOException;
import java.util.List;

/** Chunks of a continuation under the first one's name: no second role, one usage for all. */
final class ChatSplice implements Splice {
  private final Partial.Chat before;
  private final Splicing.GoesOn from;
  private final Deployment by;
  private final Overlap overlap;

  ChatSplice(Partial.Chat before, Splicing.GoesOn from, Deployment by) {
    this.before = before;
    this.from = from;
    this.by = by;
    this.overlap = new Overlap(before.text());
  }

  @Override
  public List<SseEvent> rewrite(SseEvent event, Tokens tokens) throws IOException {
    if (ChatStream.isDone(event.data()) || !(Json.read(event.data()) instanceof ObjectNode chunk)) {
      return List.of(event);
    }
    chunk.put("id", before.id()).put("created", before.created()).put("model", before.model());
    boolean counts = chunk.hasNonNull("usage");
    if (counts) {
      chunk.set("usage", ChatAnswer.usage(from.tokens().plus(tokens)));
    }
    boolean says = false;
    for (JsonNode choice : chunk.path("choices")) {
      says |= says(choice);
      if (choice.hasNonNull("finish_reason")) {
        chunk.set("weir", Splice.note(from.others(), by));
      }
    }
    return says || counts ? List.of(new SseEvent(event.name(), Json.write(chunk))) : List.of();
  }

  /** Takes out what the client has already; whether anything is left. */
  private boolean says(JsonNode choice) {
    boolean ends = choice.hasNonNull("finish_reason");
    if (!(choice.path("delta") instanceof ObjectNode delta)) {
      return ends;
    }
    delta.remove("role");
    String content = delta.path("content").asText("");
    delta.remove("content");
    boolean more = delta.valueStream().anyMatch(it -> !it.isNull());
    String rest = overlap.accept(content) + (ends || more ? overlap.end() : "");
    if (!rest.isEmpty()) {
      delta.put("content", rest);
    }
    return ends || more || !rest.isEmpty();
  }
}
