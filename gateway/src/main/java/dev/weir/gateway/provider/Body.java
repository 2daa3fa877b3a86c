package dev.weir.gateway.provider;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/** How the bytes of a body are told from what follows (RFC 9112, section 6.3). */
sealed interface Body {
  /** Reads at least a byte; -1: the body has ended. */
  int read(Connection connection, byte[] into) throws IOException;

  /** Whether the connection can serve again once the body has ended. */
  boolean leavesConnection();

  /** How many bytes may still come: as the head said, or no end is known. */
  default long most() {
    return Long.MAX_VALUE;
  }

  static Body of(Head head) throws BrokenAnswerException {
    Map<String, String> headers = head.headers();
    String coding = headers.get("transfer-encoding");
    String length = headers.get("content-length");
    if (head.status() == 204 || head.status() == 304) {
      return new Counted(0, true);
    }
    if (coding != null) {
      if (!coding.toLowerCase(Locale.ROOT).equals("chunked")) {
        throw new BrokenAnswerException("used a transfer coding that was not asked for");
      }
      // Both together is how requests are smuggled: the connection is not trusted any further.
      return new Chunked(length == null);
    }
    return length == null ? new UntilClose() : new Counted(length(length), true);
  }

  private static long length(String value) throws BrokenAnswerException {
    if (value.isEmpty() || value.length() > 18 || !value.chars().allMatch(Character::isDigit)) {
      throw new BrokenAnswerException("sent a malformed content-length");
    }
    return Long.parseLong(value);
  }

  /** As many bytes as the head said. */
  final class Counted implements Body {
    private final boolean leavesConnection;
    private long remaining;

    Counted(long length, boolean leavesConnection) {
      this.remaining = length;
      this.leavesConnection = leavesConnection;
    }

    @Override
    public int read(Connection connection, byte[] into) throws IOException {
      if (remaining == 0) {
        return -1;
      }
      int count = connection.read(into, 0, (int) Math.min(into.length, remaining));
      if (count < 0) {
        throw new BrokenAnswerException("closed the connection before the answer's end");
      }
      remaining -= count;
      return count;
    }

    @Override
    public boolean leavesConnection() {
      return leavesConnection && remaining == 0;
    }

    @Override
    public long most() {
      return remaining;
    }
  }

  /** Chunk after chunk; trailers are read and left out. */
  final class Chunked implements Body {
    private static final int LONGEST_LINE = 8 << 10;
    private static final int MOST_TRAILERS = 100;
    private static final int HEX = 16;

    private final boolean trusted;
    private long remaining;
    private boolean first = true;
    private boolean ended;

    Chunked(boolean trusted) {
      this.trusted = trusted;
    }

    @Override
    public int read(Connection connection, byte[] into) throws IOException {
      if (ended) {
        return -1;
      }
      if (remaining == 0) {
        nextChunk(connection);
        if (remaining == 0) {
          skipTrailers(connection);
          ended = true;
          return -1;
        }
      }
      int count = connection.read(into, 0, (int) Math.min(into.length, remaining));
      if (count < 0) {
        throw new BrokenAnswerException("closed the connection before the answer's end");
      }
      remaining -= count;
      return count;
    }

    @Override
    public boolean leavesConnection() {
      return ended && trusted;
    }

    private void nextChunk(Connection connection) throws IOException {
      if (!first && !connection.readLine(0).isEmpty()) {
        throw new BrokenAnswerException("sent a chunk longer than it said");
      }
      first = false;
      String line = connection.readLine(LONGEST_LINE);
      int semicolon = line.indexOf(';');
      String size = (semicolon < 0 ? line : line.substring(0, semicolon)).strip();
      if (size.isEmpty() || size.length() > 15 || !size.chars().allMatch(Chunked::isHex)) {
        throw new BrokenAnswerException("sent a malformed chunk");
      }
      remaining = Long.parseLong(size, HEX);
    }

    private static boolean isHex(int c) {
      return Character.digit(c, HEX) >= 0 && c < 128;
    }

    private static void skipTrailers(Connection connection) throws IOException {
      for (int i = 0; i <= MOST_TRAILERS; i++) {
        if (connection.readLine(LONGEST_LINE).isEmpty()) {
          return;
        }
      }
      throw new BrokenAnswerException("sent too many trailers");
    }
  }

  /** Whatever comes until the peer closes; a cut can't be told from the end. */
  final class UntilClose implements Body {
    @Override
    public int read(Connection connection, byte[] into) throws IOException {
      return connection.read(into, 0, into.length);
    }

    @Override
    public boolean leavesConnection() {
      return false;
    }
  }
}
