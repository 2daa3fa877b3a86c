package dev.weir.gateway.callbacks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.gateway.api.Json;
import dev.weir.gateway.api.SseEvent;
import dev.weir.gateway.api.SseParser;
import java.io.IOException;

/** Puts an answer together from the events of its stream. One use. */
abstract class StreamedAnswer {
  /** The whole, or what there was of it. */
  final Answer of(byte[] events) throws IOException {
    var parser = new SseParser();
    parser.feed(events, 0, events.length);
    for (SseEvent event = parser.next(); event != null; event = parser.next()) {
      if (event.data().length > 0 && event.data()[0] == '{') {
        take(Json.read(event.data()));
      }
    }
    return answer();
  }

  abstract void take(JsonNode event);

  abstract Answer answer();
}
