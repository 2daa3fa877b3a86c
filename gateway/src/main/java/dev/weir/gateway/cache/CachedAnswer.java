package dev.weir.gateway.cache;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.weir.gateway.core.Packed;
import dev.weir.schemas.events.CacheHit;
import dev.weir.schemas.events.EventJson;
import dev.weir.schemas.events.Route;
import java.io.IOException;
import java.time.Instant;

/**
 * A whole answer in the client's protocol, and what it cost.
 *
 * @param storedAt when it was given first
 * @param route who gave it
 * @param paid what it cost then, and so what giving it again saves
 * @param body JSON, never a stream
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record CachedAnswer(Instant storedAt, Route route, CacheHit paid, byte[] body) {
  private record Head(Instant storedAt, Route route, CacheHit paid) {}

  byte[] packed() {
    return new Packed(EventJson.write(new Head(storedAt, route, paid)), body).bytes();
  }

  /**
   * Reads it back.
   *
   * @throws IOException if it is something else, such as another version's
   */
  static CachedAnswer read(byte[] bytes) throws IOException {
    Packed packed = Packed.read(bytes);
    try {
      Head head = EventJson.read(packed.head(), Head.class);
      return new CachedAnswer(head.storedAt, head.route, head.paid, packed.body());
    } catch (JsonProcessingException e) {
      throw new IOException("no stored answer", e);
    }
  }
}
