package dev.weir.gateway.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * One server-sent event.
 *
 * @param name the {@code event:} field; null: not given
 * @param data the {@code data:} lines joined by line feeds, UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SseEvent(@Nullable String name, byte[] data) {
  private static final byte[] EVENT = "event: ".getBytes(UTF_8);
  private static final byte[] DATA = "data: ".getBytes(UTF_8);

  /** The event as it goes to a client, with the empty line that ends it. */
  public byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(data.length + 48);
    if (name != null) {
      out.writeBytes(EVENT);
      out.writeBytes(name.getBytes(UTF_8));
      out.write('\n');
    }
    int start = 0;
    for (int i = 0; i <= data.length; i++) {
      if (i == data.length || data[i] == '\n') {
        out.writeBytes(DATA);
        out.write(data, start, i - start);
        out.write('\n');
        start = i + 1;
      }
    }
    out.write('\n');
    return out.toByteArray();
  }

  /** The data as text. */
  public String text() {
    return new String(data, UTF_8);
  }
}
