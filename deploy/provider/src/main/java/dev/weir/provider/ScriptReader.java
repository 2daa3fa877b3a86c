package dev.weir.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.provider.Behaviour.Answer;
import dev.weir.provider.Behaviour.Refuse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the {@code behaviour} of {@code POST /_script}; RATIONALE.md shows each kind. */
final class ScriptReader {

  private ScriptReader() {}

  /**
   * Reads a behaviour; those that need an answer and do not say one take {@code otherwise}'s.
   *
   * @throws IllegalArgumentException when it is none
   */
  static Script read(JsonNode behaviour, Script otherwise) {
    String kind = behaviour.path("kind").asText();
    return switch (kind) {
      case "answer" -> answer(behaviour);
      case "refuse" -> refuse(behaviour);
      case "hang" -> new Behaviour.Hang();
      case "cut" -> otherwise.cutAfter(chunks(behaviour));
      case "stall" -> otherwise.stallAfter(chunks(behaviour));
      case "delay" -> {
        JsonNode then = behaviour.path("then");
        Script script = then.isMissingNode() ? otherwise : read(then, otherwise);
        yield script.delayedBy(Duration.ofMillis(behaviour.path("ms").asLong()));
      }
      default ->
          throw new IllegalArgumentException(
              "behaviour.kind: expected answer, refuse, hang, cut, stall or delay, found '"
                  + kind
                  + "'");
    };
  }

  private static Answer answer(JsonNode node) {
    Usage usage =
        new Usage(
            node.path("input").asInt(),
            node.path("cache_read").asInt(),
            node.path("cache_write_5m").asInt(),
            node.path("cache_write_1h").asInt(),
            node.path("output").asInt(),
            node.path("reasoning").asInt());
    String text = text(node, "text");
    return text == null ? Answer.of(usage) : new Answer(usage, text);
  }

  private static Refuse refuse(JsonNode node) {
    Map<String, String> headers = new HashMap<>();
    node.path("headers")
        .properties()
        .forEach(header -> headers.put(header.getKey(), header.getValue().asText()));
    return new Refuse(
        node.path("status").asInt(),
        text(node, "type"),
        text(node, "code"),
        text(node, "param"),
        text(node, "message"),
        headers);
  }

  private static int chunks(JsonNode node) {
    int chunks = node.path("chunks").asInt();
    if (chunks < 0) {
      throw new IllegalArgumentException("behaviour.chunks: expected 0 or more, found " + chunks);
    }
    return chunks;
  }

  private static @Nullable String text(JsonNode node, String field) {
    return node.hasNonNull(field) ? node.get(field).asText() : null;
  }
}
