package dev.weir.gateway.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.gateway.core.Packed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;

/** An answer as text: packed, its head as JSON; in base 64. */
final class StoredAnswer {
  private static final ObjectMapper JSON = new ObjectMapper();

  private StoredAnswer() {}

  static String of(Answer answer) {
    try {
      byte[] head = JSON.writeValueAsBytes(answer.head());
      return Base64.getEncoder().encodeToString(new Packed(head, answer.body()).bytes());
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a record can always be written", e);
    }
  }

  /**
   * Reads it back.
   *
   * @throws IOException if it is something else
   */
  static Answer read(String stored) throws IOException {
    try {
      Packed packed = Packed.read(Base64.getDecoder().decode(stored));
      return new Answer(JSON.readValue(packed.head(), Head.class), packed.body());
    } catch (IllegalArgumentException e) {
      throw new IOException("no stored answer", e);
    }
  }
}
