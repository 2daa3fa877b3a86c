package dev.weir.gateway.http;

import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads request bodies up to a limit.
 *
 * @param limit in bytes
 */
record Bodies(long limit) {
  private static final int CHUNK = 64 << 10;

  /** The body; null: it is larger than the limit, and not read to its end. */
  byte @Nullable [] read(ServerRequest request) throws IOException {
    if (!request.content().hasEntity()) {
      return new byte[0];
    }
    OptionalLong length = request.headers().contentLength();
    if (length.isPresent()) {
      return length.getAsLong() > limit
          ? null
          : request.content().inputStream().readNBytes((int) length.getAsLong());
    }
    return readUpTo(request.content().inputStream());
  }

  /**
   * To be thrown after the reply to a request whose body was not read to its end. The header {@code
   * connection: close} is not enough: Helidon sends it, and then takes what is left of the body for
   * the next request.
   */
  static CloseConnectionException unread() {
    return new CloseConnectionException("the request's body is not read");
  }

  private byte @Nullable [] readUpTo(InputStream in) throws IOException {
    var body = new ByteArrayOutputStream(CHUNK);
    byte[] chunk = new byte[CHUNK];
    for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
      body.write(chunk, 0, count);
      if (body.size() > limit) {
        return null;
      }
    }
    return body.toByteArray();
  }
}
