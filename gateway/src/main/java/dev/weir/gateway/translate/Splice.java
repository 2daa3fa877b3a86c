package dev.weir.gateway.translate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.gateway.api.Json;
import dev.weir.gateway.api.SseEvent;
import dev.weir.gateway.core.Deployment;
import dev.weir.schemas.events.Tokens;
import java.io.IOException;
import java.util.List;

/** Makes the events of a continuation those of the stream that it continues. */
interface Splice {
  /** Of a stream that nothing comes before. */
  Splice NONE = (event, _) -> List.of(event);

  /**
   * What the client gets for an event.
   *
   * @param tokens of this attempt so far
   * @throws IOException if its data are not JSON
   */
  List<SseEvent> rewrite(SseEvent event, Tokens tokens) throws IOException;

  /** What the stream's last word says of who went on with it. */
  static ObjectNode note(List<Deployment> others, Deployment by) {
    ObjectNode note = Json.object();
    ArrayNode continued = note.putArray("continued");
    others.stream().skip(1).forEach(it -> continued.add(entry(it)));
    continued.add(entry(by));
    return note;
  }

  private static ObjectNode entry(Deployment by) {
    return Json.object().put("model_group", by.group()).put("deployment", by.id());
  }
}
