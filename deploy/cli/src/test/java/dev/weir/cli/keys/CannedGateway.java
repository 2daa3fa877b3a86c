package dev.weir.cli.keys;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.cli.api.Gateway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Answers with these keys, two a page, and with what it was told to. */
final class CannedGateway implements Gateway {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
          .build();
  private static final int PAGE = 2;

  private final List<JsonNode> keys;
  private final Map<String, JsonNode> answers = new HashMap<>();
  private final List<String> posted = new ArrayList<>();

  CannedGateway(String keys) {
    this.keys = new ArrayList<>();
    json(keys).forEach(this.keys::add);
  }

  CannedGateway answering(String path, String answer) {
    answers.put(path, json(answer));
    return this;
  }

  /** What was posted: path and body. */
  List<String> posted() {
    return posted;
  }

  @Override
  public JsonNode get(String path, Map<String, String> query) {
    var filter = new HashMap<>(query);
    List.of("page", "size", "return_full_object").forEach(filter::remove);
    List<JsonNode> all =
        keys.stream()
            .filter(key ->
                filter.entrySet().stream()
                    .allMatch(it -> key.path(field(it.getKey())).asText().equals(it.getValue())))
            .toList();
    int page = Integer.parseInt(Objects.requireNonNull(query.get("page")));
    ObjectNode answer = JSON.createObjectNode().put("total_pages", Math.ceilDiv(all.size(), PAGE));
    ArrayNode shown = answer.putArray("keys");
    all.stream().skip((page - 1L) * PAGE).limit(PAGE).forEach(shown::add);
    return answer;
  }

  @Override
  public JsonNode post(String path, ObjectNode body) {
    posted.add(path + " " + body);
    return Objects.requireNonNull(answers.get(path), path);
  }

  private static String field(String parameter) {
    return parameter.equals("key_hash") ? "token" : parameter;
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
