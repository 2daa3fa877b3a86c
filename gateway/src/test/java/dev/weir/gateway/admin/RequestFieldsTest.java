package dev.weir.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The OpenAPI document names the fields that the key, team and user API reads, and no others. */
final class RequestFieldsTest {
  private static final List<String> PARTS = List.of("keys", "teams", "users");
  private static final ObjectNode DOCUMENT = document();

  private static final List<String> REFUSALS =
      List.of(
          "is a limit that Weir does not keep", "is not kept", "is not possible", "can't be set");

  /** Notes what it is asked for. */
  private static final class Watched extends ObjectNode {
    private final Set<String> asked = new TreeSet<>();

    Watched() {
      super(JsonNodeFactory.instance);
    }

    @Override
    public JsonNode get(String field) {
      asked.add(field);
      return super.get(field);
    }

    @Override
    public JsonNode path(String field) {
      asked.add(field);
      return super.path(field);
    }
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void areThoseOfTheDocument(String path) {
    var admin = new AdminFixture();
    AdminRoute route =
        admin.routes().stream().filter(it -> it.path().equals(path)).findFirst().orElseThrow();
    var body = new Watched();

    route.handler().handle(new AdminRequest(AdminFixture.MASTER, path, Map.of("key", "x"), body));

    Set<String> read = new TreeSet<>();
    body.asked.stream().filter(field -> isTaken(admin, path, field)).forEach(read::add);
    assertThat(fields(schema(path))).isEqualTo(read);
  }

  private static Stream<String> bodies() {
    return DOCUMENT.path("paths").properties().stream()
        .filter(path -> path.getValue().at("/post/requestBody").isObject())
        .map(Map.Entry::getKey);
  }

  /** Whether it is more than a field of LiteLLM's that is always refused. */
  private static boolean isTaken(AdminFixture admin, String path, String field) {
    String answer = admin.post(path, "{\"" + field + "\": \"x\"}").body().toString();
    return REFUSALS.stream().noneMatch(why -> answer.contains("`" + field + "` " + why));
  }

  private static JsonNode schema(String path) {
    return DOCUMENT
        .path("paths")
        .path(path)
        .at("/post/requestBody/content/application~1json/schema");
  }

  private static Set<String> fields(JsonNode schema) {
    JsonNode whole =
        schema.has("$ref") ? DOCUMENT.at(schema.path("$ref").asText().substring(1)) : schema;
    var names = new TreeSet<String>();
    whole.path("properties").fieldNames().forEachRemaining(names::add);
    whole.path("allOf").forEach(part -> names.addAll(fields(part)));
    return names;
  }

  private static ObjectNode document() {
    var mapper = new ObjectMapper();
    ObjectNode document = mapper.createObjectNode();
    for (String part : PARTS) {
      try (var in =
          AdminRoutes.class.getResourceAsStream(
              "/dev/weir/gateway/http/openapi/" + part + ".json")) {
        mapper.readerForUpdating(document).readValue(in);
      } catch (IOException e) {
        throw new AssertionError(part, e);
      }
    }
    return document;
  }
}
