package dev.weir.gateway.http;

import io.helidon.webserver.http.ServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Reads request bodies up to a limit.
 *
 * @param limit in bytes
 */
record Bodies(long limit) {
  private static final int CHUNK = 64 << 10;

  /** What became of reading. */
  sealed interface Reading {}

  /** All of it. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Whole(byte[] body) implements Reading {}

  /**
   * It is larger than the limit.
   *
   * @param rest what was not read
   */
  record TooLarge(Supplier<InputStream> rest) implements Reading {}

  /** The body, if it is not too large. */
  Reading read(ServerRequest request) throws IOException {
    if (!request.content().hasEntity()) {
      return new Whole(new byte[0]);
    }
    OptionalLong length = request.headers().contentLength();
    if (length.isPresent()) {
      return length.getAsLong() > limit
          ? new TooLarge(request.content()::inputStream)
          : new Whole(request.content().inputStream().readNBytes((int) length.getAsLong()));
    }
    return readUpTo(request.content().inputStream());
  }

  private Reading readUpTo(InputStream in) throws IOException {
    var body = new ByteArrayOutputStream(CHUNK);
    byte[] chunk = new byte[CHUNK];
    for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
      body.write(chunk, 0, count);
      if (body.size() > limit) {
        return new TooLarge(() -> in);
      }
    }
    return new Whole(body.toByteArray());
  }
}
