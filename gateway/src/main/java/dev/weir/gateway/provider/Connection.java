package dev.weir.gateway.provider;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One socket to a provider, with the bytes read ahead from it. Used by one call at a time; only the
 * deadline and {@link #close} are touched by other threads.
 */
final class Connection {
  /** A deadline that does not come. */
  static final long NEVER = Long.MAX_VALUE;

  private static final int BUFFER = 16 << 10;
  private static final int ONE_WRITE = 32 << 10;
  private static final long EXPIRED = Long.MIN_VALUE;

  private final Endpoint endpoint;
  private final Socket plain;
  private final Watchdog watchdog;
  private final AtomicLong deadline = new AtomicLong(NEVER);
  private final byte[] buffer = new byte[BUFFER];
  private Socket socket;
  private InputStream in = InputStream.nullInputStream();
  private OutputStream out = OutputStream.nullOutputStream();
  private int position;
  private int limit;
  private long idleSince;

  /** A connection that does not stand yet; watched from now on. */
  Connection(Endpoint endpoint, Socket plain, Watchdog watchdog) {
    this.endpoint = endpoint;
    this.plain = plain;
    this.socket = plain;
    this.watchdog = watchdog;
    watchdog.watch(this);
  }

  /**
   * It stands.
   *
   * @param over the socket to talk over: the plain one, or TLS on top of it
   */
  void established(Socket over) throws IOException {
    socket = over;
    in = over.getInputStream();
    out = over.getOutputStream();
  }

  Endpoint endpoint() {
    return endpoint;
  }

  /** The socket itself, to connect it. */
  Socket plain() {
    return plain;
  }

  /**
   * Sets the instant, on the nanosecond clock, at which the watchdog closes this connection. Not
   * having to tell anybody is what makes a deadline cheap.
   *
   * @return false: an earlier deadline has passed, the connection is closed
   */
  boolean arm(long atNanos) {
    long before = deadline.get();
    return before != EXPIRED && deadline.compareAndSet(before, atNanos);
  }

  /** Whether a deadline has passed. */
  boolean hasExpired() {
    return deadline.get() == EXPIRED;
  }

  /**
   * Closes if the deadline has passed; a deadline moved in the same moment is the one that counts.
   */
  void expire(long nowNanos) {
    long at = deadline.get();
    if (at != NEVER && at != EXPIRED && nowNanos - at >= 0 && deadline.compareAndSet(at, EXPIRED)) {
      close();
    }
  }

  /** Closes the socket under whatever waits for it; TLS says no goodbye, which could block. */
  void close() {
    watchdog.forget(this);
    try {
      plain.close();
    } catch (IOException _) {
      // Closed is closed.
    }
  }

  void restSince(long nowNanos) {
    idleSince = nowNanos;
  }

  long restingFor(long nowNanos) {
    return nowNanos - idleSince;
  }

  /**
   * Whether bytes are there that nobody asked for: what is left of an answer that was longer than
   * it said, or TLS's own.
   */
  boolean hasArrived() {
    try {
      return hasBuffered() || plain.getInputStream().available() > 0;
    } catch (IOException _) {
      return true;
    }
  }

  /** Whether the peer has neither closed the connection nor sent what nobody asked for. */
  boolean isQuiet() {
    try {
      socket.setSoTimeout(1);
      try {
        in.read();
        return false;
      } catch (SocketTimeoutException _) {
        return true;
      } finally {
        socket.setSoTimeout(0);
      }
    } catch (IOException _) {
      return false;
    }
  }

  /** Writes a request; small ones with one write, so that they are one packet. */
  void write(byte[] head, byte[] body) throws IOException {
    if (head.length + body.length > ONE_WRITE) {
      out.write(head);
      out.write(body);
    } else {
      byte[] both = new byte[head.length + body.length];
      System.arraycopy(head, 0, both, 0, head.length);
      System.arraycopy(body, 0, both, head.length, body.length);
      out.write(both);
    }
    out.flush();
  }

  /** Whether bytes were read that nobody took. */
  boolean hasBuffered() {
    return position < limit;
  }

  /** Waits for bytes if there are none. False: the peer has closed. */
  boolean fill() throws IOException {
    if (position < limit) {
      return true;
    }
    int read = in.read(buffer, 0, buffer.length);
    position = 0;
    limit = Math.max(read, 0);
    return read > 0;
  }

  /** Reads what is there, at least a byte, at most as many as said; -1: the peer has closed. */
  int read(byte[] into, int offset, int most) throws IOException {
    if (position == limit) {
      return in.read(into, offset, most);
    }
    int count = Math.min(most, limit - position);
    System.arraycopy(buffer, position, into, offset, count);
    position += count;
    return count;
  }

  /**
   * Reads a line, without its end.
   *
   * @throws BrokenAnswerException if it is longer than said, or the peer closes before its end
   */
  String readLine(int longest) throws IOException {
    StringBuilder line = null;
    while (true) {
      if (!fill()) {
        throw new BrokenAnswerException("closed the connection within a line");
      }
      int end = position;
      while (end < limit && buffer[end] != '\n') {
        end++;
      }
      String part = new String(buffer, position, end - position, ISO_8859_1);
      boolean ended = end < limit;
      position = ended ? end + 1 : end;
      // One more for a carriage return, which is not counted.
      if ((line == null ? 0 : line.length()) + part.length() > longest + 1) {
        throw new BrokenAnswerException("sent too long a line");
      }
      if (ended) {
        return withoutReturn(line == null ? part : line.append(part).toString());
      }
      line = (line == null ? new StringBuilder() : line).append(part);
    }
  }

  private static String withoutReturn(String line) {
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }
}
