package dev.weir.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;

/**
 * The API's description, for programs and for people; open to all, for it says nothing of what is
 * configured.
 */
final class DocsHandler {
  /** Nothing from elsewhere, and nothing in the page itself but text. */
  private static final Header POLICY =
      HeaderValues.createCached(
          "content-security-policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
              + " img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");

  private static final Header NO_SNIFF =
      HeaderValues.createCached("x-content-type-options", "nosniff");
  private static final int NOT_FOUND = 404;

  private final byte[] document;
  private final File page = File.of("docs.html", "text/html");
  private final Map<String, File> files =
      Map.of(
          "docs.js", File.of("docs.js", "text/javascript"),
          "docs.css", File.of("docs.css", "text/css"));

  private record File(Header type, String text) {
    static File of(String name, String type) {
      try (InputStream in = DocsHandler.class.getResourceAsStream("docs/" + name)) {
        return new File(
            HeaderValues.createCached(HeaderNames.CONTENT_TYPE, type + "; charset=utf-8"),
            new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(name, e);
      }
    }
  }

  DocsHandler(String version) {
    this.document = Replies.bytes(ApiDocument.of(version));
  }

  void document(ServerRequest request, ServerResponse response) {
    response.headers().set(Names.JSON);
    send(response, document);
  }

  void page(ServerRequest request, ServerResponse response) {
    send(response, page);
  }

  void file(ServerRequest request, ServerResponse response) {
    File file = files.get(request.path().pathParameters().get("file"));
    if (file == null) {
      Replies.detail(response, NOT_FOUND, "Not Found");
    } else {
      send(response, file);
    }
  }

  private static void send(ServerResponse response, File file) {
    response.headers().set(file.type());
    send(response, file.text().getBytes(UTF_8));
  }

  private static void send(ServerResponse response, byte[] body) {
    response.headers().set(Names.NO_CACHE).set(NO_SNIFF).set(POLICY);
    response.send(body);
  }
}
