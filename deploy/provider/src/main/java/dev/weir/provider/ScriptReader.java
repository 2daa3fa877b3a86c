package dev.weir.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.provider.Behaviour.Answer;
import dev.weir.provider.Behaviour.Refuse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the {@code behaviour} of {@code POST /_script}; RATIONALE.md shows each kind. */
final class ScriptReader {

  private final Script otherwise;

  private ScriptReader(Script otherwise) {
    this.otherwise = otherwise;
  }

  /**
   * Reads a behaviour; those that need an answer and do not say one take {@code otherwise}'s.
   *
   * @throws IllegalArgumentException when it is none
   */
  static Script read(JsonNode behaviour, Script otherwise) {
    return new ScriptReader(otherwise).read(behaviour);
  }

  private Script read(JsonNode node) {
    String kind = node.path("kind").asText();
    return switch (kind) {
      case "answer" -> answer(node);
      case "refuse" -> refuse(node);
      case "decline" -> new Behaviour.Decline(constant(Behaviour.Reason.class, node, "reason"));
      case "masked" -> new Behaviour.Masked(refuse(node));
      case "page" -> page(node);
      case "hang" -> new Behaviour.Hang();
      case "drop" -> new Behaviour.Drop(constant(Behaviour.Point.class, node, "point"));
      case "cut" -> then(node).cutAfter(count(node, "chunks", 0));
      case "stall" -> then(node).stallAfter(count(node, "chunks", 0));
      case "break" ->
          then(node)
              .breaking(constant(Break.class, node, "how"), count(node, "words", Break.AT_HEAD));
      case "error" -> then(node).errorAfter(count(node, "words", Break.AT_HEAD), refuse(node));
      case "delay" -> then(node).delayedBy(millis(node, "ms"));
      case "pace" -> then(node).paced(millis(node, "first_ms"), millis(node, "gap_ms"));
      case "after" -> then(node).after(count(node, "calls", 1), other(node));
      case "flapping" ->
          then(node).flapping(count(node, "good", 1), count(node, "bad", 1), other(node));
      case "brown_out" -> then(node).brownOut(other(node));
      default -> throw new IllegalArgumentException("behaviour.kind: unknown '" + kind + "'");
    };
  }

  private Script then(JsonNode node) {
    return node.has("then") ? read(node.get("then")) : otherwise;
  }

  private Script other(JsonNode node) {
    return read(node.path("other"));
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
    List<ToolCall> tools = new ArrayList<>();
    for (JsonNode tool : node.path("tools")) {
      tools.add(new ToolCall(tool.path("name").asText(), tool.path("arguments").toString()));
    }
    String text = text(node, "text");
    return new Answer(
        usage,
        node.has("report")
            ? constant(Behaviour.Report.class, node, "report")
            : Behaviour.Report.TRUE,
        text == null ? Answer.of(usage).text() : text,
        tools,
        node.has("finish")
            ? constant(Behaviour.Finish.class, node, "finish")
            : Behaviour.Finish.NATURAL);
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

  private static Behaviour.Page page(JsonNode node) {
    int status = node.path("status").asInt();
    String body = text(node, "body");
    return body == null
        ? Behaviour.Page.html(status)
        : new Behaviour.Page(status, node.path("content_type").asText("text/plain"), body);
  }

  private static int count(JsonNode node, String field, int least) {
    int count = node.path(field).asInt();
    if (count < least) {
      throw new IllegalArgumentException(
          "behaviour." + field + ": expected " + least + " or more, found " + count);
    }
    return count;
  }

  private static Duration millis(JsonNode node, String field) {
    return Duration.ofMillis(count(node, field, 0));
  }

  private static <E extends Enum<E>> E constant(Class<E> type, JsonNode node, String field) {
    return Enum.valueOf(type, node.path(field).asText().toUpperCase(Locale.ROOT));
  }

  private static @Nullable String text(JsonNode node, String field) {
    return node.hasNonNull(field) ? node.get(field).asText() : null;
  }
}
