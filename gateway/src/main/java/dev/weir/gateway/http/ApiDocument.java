package dev.weir.gateway.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/**
 * The OpenAPI 3.1 document of all routes, put together from a file for each part of the API
 * (resources, {@code openapi}). Tests hold it to the routes and fields that there are.
 */
final class ApiDocument {
  private static final List<String> PARTS =
      List.of("base", "inference", "keys", "teams", "users", "operations");
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ApiDocument() {}

  /** The document of this version of Weir. */
  static ObjectNode of(String version) {
    ObjectNode document = MAPPER.createObjectNode();
    PARTS.forEach(part -> add(part, document));
    document.withObject("/info").put("version", version);
    return document;
  }

  private static void add(String part, ObjectNode document) {
    try (InputStream in = ApiDocument.class.getResourceAsStream("openapi/" + part + ".json")) {
      MAPPER.readerForUpdating(document).readValue(Objects.requireNonNull(in, part));
    } catch (IOException e) {
      throw new UncheckedIOException(part, e);
    }
  }
}
