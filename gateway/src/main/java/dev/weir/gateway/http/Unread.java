package dev.weir.gateway.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests whose body is not read to its end. A server that closes a connection on which
 * the client is still sending resets it, and the client may never see the answer. So what comes is
 * taken and thrown away for a while.
 */
final class Unread {
  private static final Logger LOGGER = LoggerFactory.getLogger(Unread.class);

  /** Not worth a new connection: Helidon reads it to its end. */
  private static final int SMALL_BYTES = 64 << 10;

  private static final int MOST_BYTES = 64 << 20;
  private static final int CHUNK = 64 << 10;
  private static final Duration LONGEST = Duration.ofSeconds(2);

  private Unread() {}

  /** As below, where nothing of the body was read. */
  static void answer(ServerRequest request, ServerResponse response, Runnable send) {
    answer(request, response, request.content()::inputStream, send);
  }

  /**
   * Sends an answer.
   *
   * @param rest what was not read of the body
   * @throws CloseConnectionException after it, unless the connection can serve again. The header
   *     {@code connection: close} is not enough: Helidon sends it, and then takes what is left of
   *     the body for the next request.
   */
  static void answer(
      ServerRequest request, ServerResponse response, Supplier<InputStream> rest, Runnable send) {
    if (small(request)) {
      send.run();
      return;
    }
    response.headers().set(Names.CLOSE);
    send.run();
    if (!request.headers().contains(HeaderNames.EXPECT)) {
      linger(rest);
    }
    throw new CloseConnectionException("the request's body is not read");
  }

  private static boolean small(ServerRequest request) {
    OptionalLong length = request.headers().contentLength();
    return !request.content().hasEntity()
        || (length.isPresent() && length.getAsLong() <= SMALL_BYTES);
  }

  /** The thread that reads ends with the connection, which is closed right after. */
  private static void linger(Supplier<InputStream> rest) {
    Thread reader = Thread.ofVirtual().start(() -> discard(rest));
    try {
      reader.join(LONGEST);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void discard(Supplier<InputStream> rest) {
    byte[] chunk = new byte[CHUNK];
    try {
      InputStream in = rest.get();
      long left = MOST_BYTES;
      for (int count = in.read(chunk); count >= 0 && left > 0; count = in.read(chunk)) {
        left -= count;
      }
    } catch (IOException | RuntimeException e) {
      // Helidon wraps a broken connection in unchecked exceptions of several kinds.
      LOGGER.debug("a client left while its body was thrown away: {}", e.toString());
    }
  }
}
