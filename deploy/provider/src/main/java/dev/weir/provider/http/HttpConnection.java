package dev.weir.provider.http;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the requests of one connection, one after the other. */
final class HttpConnection {

  private static final Logger LOGGER = LoggerFactory.getLogger(HttpConnection.class);
  private static final int MAX_BODY = 64 * 1024 * 1024;
  private static final String CLOSE = "connection: close\r\n";

  private final Socket socket;
  private final HttpInput input;
  private final HttpHandler handler;

  HttpConnection(Socket socket, HttpHandler handler) throws IOException {
    this.socket = socket;
    this.input = new HttpInput(socket.getInputStream());
    this.handler = handler;
  }

  /** Returns when the client has left, an answer was cut, or the connection can't go on. */
  void serve() {
    try {
      while (true) {
        byte[] head = input.head();
        if (head == null || !serve(head)) {
          return;
        }
      }
    } catch (IOException gone) {
      LOGGER.trace("connection ended", gone);
    } catch (RuntimeException broken) {
      LOGGER.error("request not answered", broken);
    }
  }

  private boolean serve(byte[] head) throws IOException {
    int endOfLine = 0;
    while (head[endOfLine] != '\r') {
      endOfLine++;
    }
    String[] line = new String(head, 0, endOfLine, StandardCharsets.ISO_8859_1).split(" ", -1);
    HttpReply reply = new HttpReply(socket, input);
    if (line.length != 3 || !line[2].startsWith("HTTP/1.")) {
      reply.send(400, CLOSE, new byte[0]);
      return false;
    }
    byte[] lines = Arrays.copyOfRange(head, endOfLine + 2, head.length);
    HttpHeaders headers = new HttpHeaders(lines);
    byte[] body = body(headers, reply);
    if (body == null) {
      reply.send(413, CLOSE, new byte[0]);
      return false;
    }
    handler.handle(new HttpRequest(line[0], line[1], headers, body), reply);
    return reply.complete() && !line[2].equals("HTTP/1.0") && !closes(headers);
  }

  private static boolean closes(HttpHeaders headers) {
    String connection = headers.first("connection");
    return connection != null && connection.toLowerCase(Locale.ROOT).contains("close");
  }

  private byte @Nullable [] body(HttpHeaders headers, HttpReply reply) throws IOException {
    String length = headers.first("content-length");
    String encoding = length == null ? headers.first("transfer-encoding") : null;
    if (length == null && encoding == null) {
      return new byte[0];
    }
    if (length != null && Long.parseLong(length) > MAX_BODY) {
      return null;
    }
    if (headers.first("expect") != null) {
      reply.continueRequest();
    }
    return length == null ? input.chunked(MAX_BODY) : input.bytes(Integer.parseInt(length));
  }
}
