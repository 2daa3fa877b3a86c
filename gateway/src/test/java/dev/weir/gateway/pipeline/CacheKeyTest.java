package dev.weir.gateway.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.gateway.api.Json;
import dev.weir.gateway.cache.CacheUse;
import dev.weir.gateway.core.ClientRequest;
import dev.weir.gateway.core.Protocol;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Canonically equal requests share a key, and others do not: tried with random requests. */
class CacheKeyTest {
  private static final int REQUESTS = 2_000;
  private static final List<String> NOT_ASKED =
      List.of("stream", "stream_options", "user", "metadata", "tags", "cache", "timeout");

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  private static CacheUse use(String owner) {
    return new CacheUse(owner, null, true, true, Duration.ofHours(1), null, false);
  }

  private static String key(Protocol protocol, String group, String owner, byte[] body) {
    var request = new ClientRequest(protocol, body, group, false, true, null, 1);
    String key = CachedCalls.key(request, group, Map.of(), use(owner));
    assertThat(key).matches("[0-9a-f]{64}");
    return key;
  }

  private static String key(JsonNode body) {
    return key(Protocol.OPENAI_CHAT, "g", "team:a", Json.write(body));
  }

  @Test
  void isShared_byRequestsThatAskTheSame_andByNoOthers() {
    Map<String, JsonNode> byKey = new HashMap<>();
    for (int i = 0; i < REQUESTS; i++) {
      ObjectNode request = request();
      String key = key(request);

      assertThat(key(written(request))).as("seed %d: %s", seed, request).isEqualTo(key);
      JsonNode other = byKey.putIfAbsent(key, request);
      assertThat(other == null || other.equals(request))
          .as("seed %d: %s and %s", seed, request, other)
          .isTrue();
      JsonNode changed = changed(request);
      assertThat(key(changed)).as("seed %d: %s, %s", seed, request, changed).isNotEqualTo(key);
    }
  }

  @Test
  void tellsValuesApart_thatLookAlike() {
    List<String> values =
        List.of(
            "1",
            "\"1\"",
            "true",
            "\"true\"",
            "\"\"",
            "[]",
            "{}",
            "[null]",
            "{\"a\":null}",
            "[[1],[2]]",
            "[[1,2]]",
            "[1,2]",
            "[2,1]",
            "[12]",
            "\"a\"",
            "[\"a\"]",
            "{\"a\":\"b\",\"c\":\"d\"}",
            "{\"a\":\"d\",\"c\":\"b\"}",
            "{\"a\":{\"c\":\"d\"}}",
            "{\"a\":\"bc\"}",
            "{\"ab\":\"c\"}");

    List<String> keys =
        values.stream()
            .map(it -> ("{\"model\":\"g\",\"f\":" + it + "}").getBytes(UTF_8))
            .map(body -> key(Protocol.OPENAI_CHAT, "g", "team:a", body))
            .toList();

    assertThat(keys).doesNotHaveDuplicates();
  }

  @Test
  void differs_byOwnerGroupProtocolAndNamespace() {
    byte[] body = "{\"model\":\"g\",\"messages\":[]}".getBytes(UTF_8);
    String key = key(Protocol.OPENAI_CHAT, "g", "team:a", body);

    assertThat(key(Protocol.OPENAI_CHAT, "g", "team:b", body)).isNotEqualTo(key);
    assertThat(key(Protocol.OPENAI_CHAT, "h", "team:a", body)).isNotEqualTo(key);
    assertThat(key(Protocol.ANTHROPIC_MESSAGES, "g", "team:a", body)).isNotEqualTo(key);
    var named = new CacheUse("team:a", "n", true, true, Duration.ofHours(1), null, false);
    var request = new ClientRequest(Protocol.OPENAI_CHAT, body, "g", false, true, null, 1);
    assertThat(CachedCalls.key(request, "g", Map.of(), named)).isEqualTo("n:" + key);
    assertThat(CachedCalls.key(request, "g", Map.of("anthropic-beta", "b"), use("team:a")))
        .isNotEqualTo(key);
  }

  @Test
  void isNone_whereAFieldInsideIsGivenTwice() {
    byte[] body = "{\"model\":\"g\",\"messages\":[],\"tools\":{\"a\":1,\"a\":2}}".getBytes(UTF_8);
    var request = new ClientRequest(Protocol.OPENAI_CHAT, body, "g", false, true, null, 1);

    assertThat(CachedCalls.key(request, "g", Map.of(), use("team:a"))).isNull();
  }

  private ObjectNode request() {
    ObjectNode request = object(2);
    request.put("model", "g");
    ArrayNode messages = request.putArray("messages");
    for (int i = random.nextInt(3); i >= 0; i--) {
      messages.addObject().put("role", "user").set("content", value(2));
    }
    return request;
  }

  private ObjectNode object(int depth) {
    ObjectNode object = Json.object();
    for (int i = random.nextInt(4); i > 0; i--) {
      object.set("f" + random.nextInt(6), value(depth - 1));
    }
    return object;
  }

  private JsonNode value(int depth) {
    ObjectNode here = Json.object();
    return switch (random.nextInt(depth > 0 ? 6 : 4)) {
      case 0 -> here.textNode("t" + random.nextInt(3));
      case 1 -> here.numberNode(random.nextInt(3));
      case 2 -> here.numberNode(BigDecimal.valueOf(random.nextInt(4) * 10 + 5, 1));
      case 3 -> here.booleanNode(random.nextBoolean());
      case 4 -> here.arrayNode().add(value(depth - 1)).add(value(depth - 1));
      default -> object(depth);
    };
  }

  /** The same request as another client would write it. */
  private ObjectNode written(ObjectNode request) {
    var names = new ArrayList<String>();
    request.fieldNames().forEachRemaining(names::add);
    Collections.shuffle(names, random);
    ObjectNode written = Json.object();
    written.set(NOT_ASKED.get(random.nextInt(NOT_ASKED.size())), value(2));
    for (String name : names) {
      written.set(name, rewritten(request.get(name)));
    }
    written.putNull("g" + random.nextInt(6));
    return written;
  }

  private JsonNode rewritten(JsonNode value) {
    if (value instanceof ObjectNode object) {
      var names = new ArrayList<String>();
      object.fieldNames().forEachRemaining(names::add);
      Collections.shuffle(names, random);
      ObjectNode again = Json.object();
      names.forEach(name -> again.set(name, rewritten(object.get(name))));
      return again;
    }
    if (value instanceof ArrayNode array) {
      ArrayNode again = Json.object().arrayNode();
      array.forEach(element -> again.add(rewritten(element)));
      return again;
    }
    return value.isNumber() && random.nextBoolean()
        ? Json.object().numberNode(value.decimalValue().setScale(3))
        : value;
  }

  /** A request that differs in one place. */
  private ObjectNode changed(ObjectNode request) {
    ObjectNode changed = request.deepCopy();
    switch (random.nextInt(3)) {
      case 0 -> changed.put("h", random.nextInt());
      case 1 -> ((ArrayNode) changed.get("messages")).addObject().put("role", "system");
      default -> ((ObjectNode) changed.at("/messages/0")).put("content", "else");
    }
    return changed;
  }
}
