package dev.weir.gateway.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of bytes into server-sent events (WHATWG HTML, section 9.2.6). Lines end with LF,
 * CR or CRLF; comments, {@code id}, {@code retry} and unknown fields are left out; an event without
 * data is none; what follows the last empty line is not an event. Not thread-safe.
 */
public final class SseParser {
  /** Largest event that is read, unless said otherwise. */
  public static final int DEFAULT_LIMIT = 8 << 20;

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final int limit;
  private final Queue<SseEvent> ready = new ArrayDeque<>();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(512);
  private final ByteArrayOutputStream data = new ByteArrayOutputStream(512);
  private @Nullable String name;
  private boolean hasData;
  private boolean afterCarriageReturn;
  private boolean firstLine = true;

  public SseParser() {
    this(DEFAULT_LIMIT);
  }

  /**
   * A parser.
   *
   * @param limit bytes that an event may have, its field names included
   */
  public SseParser(int limit) {
    this.limit = limit;
  }

  /**
   * Takes the next bytes of the stream; they may end anywhere.
   *
   * @throws SseTooLargeException if an event is larger than the limit
   */
  public void feed(byte[] bytes, int from, int to) {
    int start = from;
    for (int i = from; i < to; i++) {
      byte b = bytes[i];
      if (b == '\n' || b == '\r') {
        if (b == '\n' && afterCarriageReturn && i == start) {
          start = i + 1;
        } else {
          line.write(bytes, start, i - start);
          endLine();
          start = i + 1;
        }
      }
      afterCarriageReturn = b == '\r';
    }
    line.write(bytes, start, to - start);
    checkSize();
  }

  /** The next event; null: more bytes are needed. */
  public @Nullable SseEvent next() {
    return ready.poll();
  }

  private void endLine() {
    checkSize();
    byte[] bytes = line.toByteArray();
    line.reset();
    int from = firstLine && startsWith(bytes, BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
    firstLine = false;
    if (from == bytes.length) {
      dispatch();
    } else {
      field(bytes, from);
    }
  }

  private void field(byte[] bytes, int from) {
    int colon = from;
    while (colon < bytes.length && bytes[colon] != ':') {
      colon++;
    }
    int value = Math.min(colon + 1, bytes.length);
    if (value < bytes.length && bytes[value] == ' ') {
      value++;
    }
    switch (new String(bytes, from, colon - from, UTF_8)) {
      case "data" -> append(bytes, value);
      case "event" -> name = new String(bytes, value, bytes.length - value, UTF_8);
      default -> {
        // A comment (its name is empty), or a field without a meaning here.
      }
    }
  }

  private void append(byte[] bytes, int from) {
    if (hasData) {
      data.write('\n');
    }
    hasData = true;
    data.write(bytes, from, bytes.length - from);
  }

  private void dispatch() {
    if (hasData) {
      ready.add(new SseEvent(name, data.toByteArray()));
    }
    name = null;
    hasData = false;
    data.reset();
  }

  private void checkSize() {
    if (line.size() + data.size() > limit) {
      throw new SseTooLargeException(limit);
    }
  }

  private static boolean startsWith(byte[] bytes, byte[] prefix) {
    return bytes.length >= prefix.length
        && java.util.Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
  }
}
