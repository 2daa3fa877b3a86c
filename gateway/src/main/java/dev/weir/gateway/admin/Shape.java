package dev.weir.gateway.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * The shape of an answer: every field that LiteLLM 1.106 returns, with its default. Fields that
 * Weir knows nothing of stay at it.
 */
enum Shape {
  KEY_GENERATED("key-generated.json"),
  KEY("key.json"),
  KEY_LISTED("key-listed.json"),
  TEAM("team.json"),
  TEAM_INFO("team-info.json"),
  USER("user.json");

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final String json;

  Shape(String resource) {
    try (InputStream in = Shape.class.getResourceAsStream(resource)) {
      json = new String(Objects.requireNonNull(in, resource).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }

  /** A new object with all fields at their defaults. */
  ObjectNode filled() {
    try {
      return (ObjectNode) MAPPER.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(name(), e);
    }
  }
}
