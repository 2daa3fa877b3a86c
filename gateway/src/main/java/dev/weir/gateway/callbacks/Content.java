package dev.weir.gateway.callbacks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.gateway.api.Json;
import java.nio.ByteBuffer;

/** Prompts and answers as attributes: JSON, cut where they are too long. */
final class Content {
  private Content() {}

  static String of(JsonNode json, long limit) {
    return cut(Json.write(json), limit);
  }

  /** The longest beginning that is not longer; a character is whole or not there. */
  static String cut(byte[] utf8, long limit) {
    int end = (int) Math.min(utf8.length, limit);
    while (end > 0 && end < utf8.length && (utf8[end] & 0xC0) == 0x80) {
      end--;
    }
    return UTF_8.decode(ByteBuffer.wrap(utf8, 0, end)).toString();
  }
}
