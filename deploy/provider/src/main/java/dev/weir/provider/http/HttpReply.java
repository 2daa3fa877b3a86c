package dev.weir.provider.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/**
 * The answer to one request: either one {@link #send}, or {@link #startStream}, {@link #write}s and
 * {@link #endStream}; or one that breaks HTTP's rules; or nothing at all. Every call is one write
 * to the socket. An answer that is not complete is followed by the connection's end.
 *
 * <p>Headers are text, each line ended by CR LF.
 */
public final class HttpReply {

  private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Socket socket;
  private final HttpInput input;
  private final OutputStream out;
  private boolean complete;

  HttpReply(Socket socket, HttpInput input) throws IOException {
    this.socket = socket;
    this.input = input;
    this.out = socket.getOutputStream();
  }

  /** Sends a whole answer. */
  public void send(int status, String headers, byte[] body) throws IOException {
    byte[] head =
        ascii(statusLine(status) + headers + "content-length: " + body.length + "\r\n\r\n");
    out.write(joined(head, body, new byte[0]));
    complete = true;
  }

  /**
   * Sends an answer's head and the first {@code length} bytes of its body; the client is owed the
   * rest.
   */
  public void sendPart(int status, String headers, byte[] body, int length) throws IOException {
    byte[] head =
        ascii(statusLine(status) + headers + "content-length: " + body.length + "\r\n\r\n");
    out.write(joined(head, Arrays.copyOf(body, length), new byte[0]));
  }

  /**
   * Sends a head that announces {@code length} bytes, whatever will follow by {@link #raw}; the
   * connection goes on as if that had been true.
   */
  public void announce(int status, String headers, int length) throws IOException {
    raw(ascii(statusLine(status) + headers + "content-length: " + length + "\r\n\r\n"));
    complete = true;
  }

  /** Sends the head of a stream, its length not announced, and nothing of it yet. */
  public void announceStream(int status, String headers) throws IOException {
    raw(ascii(statusLine(status) + headers + "transfer-encoding: chunked\r\n\r\n"));
  }

  /** Sends a head that stops within a header. */
  public void breakHead(int status, String headers) throws IOException {
    raw(ascii(statusLine(status) + headers + "x-never-ended: ab"));
  }

  /** Sends bytes as they are. */
  public void raw(byte[] bytes) throws IOException {
    out.write(bytes);
  }

  /** Sends the head of a stream, its length not announced, and its first non-empty chunk. */
  public void startStream(int status, String headers, byte[] chunk) throws IOException {
    byte[] head = ascii(statusLine(status) + headers + "transfer-encoding: chunked\r\n\r\n");
    out.write(joined(head, framed(chunk, 0), new byte[0]));
  }

  /** Sends one non-empty chunk of a stream. */
  public void write(byte[] chunk) throws IOException {
    out.write(framed(chunk, 0));
  }

  /** Sends the last chunk of a stream and ends it properly. */
  public void endStream(byte[] chunk) throws IOException {
    byte[] framed = framed(chunk, LAST_CHUNK.length);
    System.arraycopy(LAST_CHUNK, 0, framed, framed.length - LAST_CHUNK.length, LAST_CHUNK.length);
    out.write(framed);
    complete = true;
  }

  /** Ends a stream properly. */
  public void endStream() throws IOException {
    raw(LAST_CHUNK);
    complete = true;
  }

  /** Closes the connection so that the client sees a reset and not an end. */
  public void reset() throws IOException {
    complete = false;
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /**
   * Waits, to the millisecond, and watches the client meanwhile.
   *
   * @return false when the client has left
   */
  public boolean pause(Duration duration) throws IOException {
    int millis = Math.toIntExact(duration.toMillis());
    if (millis == 0) {
      return true;
    }
    socket.setSoTimeout(millis);
    boolean stays = input.clientStays();
    socket.setSoTimeout(0);
    return stays;
  }

  /** Sends nothing more and returns when the client has left or the server is closed. */
  public void awaitClientGone() {
    try {
      if (input.clientStays()) {
        throw new IllegalStateException("a read without a timeout timed out");
      }
    } catch (IOException gone) {
      // A reset is one of the ways of leaving.
    }
  }

  /** Whether the answer ended as HTTP wants it, so that the connection can serve another. */
  boolean complete() {
    return complete;
  }

  /** Tells a client that waits for permission to send its body. */
  void continueRequest() throws IOException {
    out.write(ascii("HTTP/1.1 100 Continue\r\n\r\n"));
  }

  private static String statusLine(int status) {
    return status == 200 ? "HTTP/1.1 200 OK\r\n" : "HTTP/1.1 " + status + " Scripted\r\n";
  }

  private static byte[] framed(byte[] chunk, int room) {
    byte[] size = ascii(Integer.toHexString(chunk.length) + "\r\n");
    byte[] tail = new byte[2 + room];
    tail[0] = '\r';
    tail[1] = '\n';
    return joined(size, chunk, tail);
  }

  private static byte[] joined(byte[] head, byte[] body, byte[] tail) {
    byte[] all = new byte[head.length + body.length + tail.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    System.arraycopy(tail, 0, all, head.length + body.length, tail.length);
    return all;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
