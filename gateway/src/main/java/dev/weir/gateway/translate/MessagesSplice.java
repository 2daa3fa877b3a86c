package dev.weir.gateway.translate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.gateway.api.Json;
import dev.weir.gateway.api.SseEvent;
import dev.weir.gateway.core.Deployment;
import dev.weir.schemas.events.Tokens;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events of a continuation as those of the message that it continues: no second start, its first
 * text goes on in the block that is open, other blocks get the next indices, one usage for all.
 */
final class MessagesSplice implements Splice {
  private final Splicing.GoesOn from;
  private final Deployment by;
  private final Overlap overlap;

  /** Text that another has begun and nobody has gone on with yet. */
  private @Nullable Integer open;

  private int next;
  private int index;
  private boolean text;

  MessagesSplice(Partial.Messages before, Splicing.GoesOn from, Deployment by) {
    this.from = from;
    this.by = by;
    this.overlap = new Overlap(before.text());
    this.open = before.open();
    this.next = before.next();
  }

  @Override
  public List<SseEvent> rewrite(SseEvent event, Tokens tokens) throws IOException {
    if (!(Json.read(event.data()) instanceof ObjectNode data)) {
      return List.of(event);
    }
    return switch (data.path("type").asText("")) {
      case "message_start" -> List.of();
      case "content_block_start" -> start(event, data);
      case "content_block_delta" -> delta(event, data);
      case "content_block_stop" -> stop(event, data);
      case "message_delta" -> last(event, data, tokens);
      default -> List.of(event);
    };
  }

  private List<SseEvent> start(SseEvent event, ObjectNode data) {
    text = data.path("content_block").path("type").asText("").equals("text");
    Integer before = open;
    if (text && before != null) {
      index = before;
      open = null;
      return List.of();
    }
    List<SseEvent> events = new ArrayList<>(closing());
    index = next++;
    events.add(numbered(event, data));
    return events;
  }

  private List<SseEvent> delta(SseEvent event, ObjectNode data) {
    if (data.path("delta") instanceof ObjectNode delta && delta.has("text")) {
      String rest = overlap.accept(delta.path("text").asText(""));
      if (rest.isEmpty()) {
        return List.of();
      }
      delta.put("text", rest);
    }
    return List.of(numbered(event, data));
  }

  private List<SseEvent> stop(SseEvent event, ObjectNode data) {
    String rest = text ? overlap.end() : "";
    SseEvent end = numbered(event, data);
    return rest.isEmpty() ? List.of(end) : List.of(MessageAnswer.textDelta(index, rest), end);
  }

  private List<SseEvent> last(SseEvent event, ObjectNode data, Tokens tokens) {
    List<SseEvent> events = new ArrayList<>(closing());
    if (data.hasNonNull("usage")) {
      data.set("usage", MessageAnswer.usage(from.tokens().plus(tokens)));
    }
    data.set("weir", Splice.note(from.others(), by));
    events.add(new SseEvent(event.name(), Json.write(data)));
    return events;
  }

  /** Ends the block that another has begun. */
  private List<SseEvent> closing() {
    Integer before = open;
    open = null;
    return before == null ? List.of() : List.of(MessageAnswer.stopOf(before));
  }

  private SseEvent numbered(SseEvent event, ObjectNode data) {
    JsonNode all = data.put("index", index);
    return new SseEvent(event.name(), Json.write(all));
  }
}
