package dev.weir.provider.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The reading side of one connection: a buffer over a socket's stream. */
final class HttpInput {

  private static final int MAX_HEAD = 64 * 1024;

  private final InputStream in;
  private byte[] buffer = new byte[16 * 1024];
  private int from;
  private int to;

  HttpInput(InputStream in) {
    this.in = in;
  }

  /** The next request head up to and with its last header's CR LF; null when the client is done. */
  byte @Nullable [] head() throws IOException {
    int scanned = from;
    while (true) {
      int end = endOfHead(scanned);
      if (end >= 0) {
        byte[] head = Arrays.copyOfRange(buffer, from, end);
        from = end + 2;
        return head;
      }
      if (to - from > MAX_HEAD) {
        throw new IOException("request head over " + MAX_HEAD + " bytes");
      }
      int already = to - from;
      if (!fill()) {
        return null;
      }
      scanned = from + Math.max(0, already - 3);
    }
  }

  /** Exactly {@code length} bytes. */
  byte[] bytes(int length) throws IOException {
    byte[] body = new byte[length];
    int taken = Math.min(length, to - from);
    System.arraycopy(buffer, from, body, 0, taken);
    from += taken;
    if (in.readNBytes(body, taken, length - taken) < length - taken) {
      throw new EOFException("client left inside its request body");
    }
    return body;
  }

  /** A chunked body; null when it is longer than {@code limit}. */
  byte @Nullable [] chunked(int limit) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      String size = line();
      int semicolon = size.indexOf(';');
      int length =
          Integer.parseInt((semicolon < 0 ? size : size.substring(0, semicolon)).strip(), 16);
      if (length < 0 || length > limit - body.size()) {
        return null;
      }
      if (length == 0) {
        while (!line().isEmpty()) {
          // Trailers carry nothing a provider reads.
        }
        return body.toByteArray();
      }
      body.writeBytes(bytes(length));
      line();
    }
  }

  /**
   * Waits for the client to leave, or for the socket's read timeout.
   *
   * @return false when the client has left
   */
  boolean clientStays() throws IOException {
    while (true) {
      try {
        if (!fill()) {
          return false;
        }
      } catch (SocketTimeoutException elapsed) {
        return true;
      }
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    while (true) {
      if (from == to && !fill()) {
        throw new EOFException("client left inside its request body");
      }
      char next = (char) (buffer[from++] & 0xff);
      if (next == '\n') {
        return line.toString();
      }
      if (next != '\r') {
        line.append(next);
      }
    }
  }

  private int endOfHead(int scanned) {
    for (int i = scanned; i + 3 < to; i++) {
      if (buffer[i] == '\r'
          && buffer[i + 1] == '\n'
          && buffer[i + 2] == '\r'
          && buffer[i + 3] == '\n') {
        return i + 2;
      }
    }
    return -1;
  }

  private boolean fill() throws IOException {
    if (from == to) {
      from = 0;
      to = 0;
    } else if (to == buffer.length) {
      buffer = from > 0 ? Arrays.copyOfRange(buffer, from, from + buffer.length) : grown();
      to -= from;
      from = 0;
    }
    int read = in.read(buffer, to, buffer.length - to);
    if (read < 0) {
      return false;
    }
    to += read;
    return true;
  }

  private byte[] grown() {
    return Arrays.copyOf(buffer, buffer.length * 2);
  }
}
