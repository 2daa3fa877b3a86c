package dev.weir.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /openapi.json} says what is served, and {@code /docs} shows it. */
final class ApiDocumentTest {
  private static TestGateway gateway;
  private static JsonNode document;

  @BeforeAll
  static void start() {
    gateway = new TestGateway();
    document = TestGateway.json(gateway.get("/openapi.json", ""));
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @Test
  void describesEveryRoute_andNoOther() {
    Set<String> described = new TreeSet<>();
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      path.getValue()
          .fieldNames()
          .forEachRemaining(method -> described.add(method.toUpperCase() + " " + path.getKey()));
    }

    Set<String> served =
        gateway.routes().stream()
            .map(route -> route.method() + " " + route.path().replace("{+", "{"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(described).isEqualTo(served);
  }

  @Test
  void isValidOpenApi() {
    var options = new ParseOptions();
    options.setResolve(true);

    var parsed = new OpenAPIV3Parser().readContents(document.toString(), List.of(), options);

    assertThat(parsed.getMessages()).isEmpty();
    assertThat(parsed.getOpenAPI().getPaths()).hasSameSizeAs(document.path("paths"));
  }

  @Test
  void namesNothingThatItDoesNotHave_andHasNothingUnnamed() {
    Set<String> named =
        document.findValuesAsText("$ref").stream()
            .map(ref -> ref.substring(1))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> had = new TreeSet<>();
    for (String kind : List.of("schemas", "responses", "parameters", "headers")) {
      document
          .at("/components/" + kind)
          .fieldNames()
          .forEachRemaining(name -> had.add("/components/" + kind + "/" + name));
    }

    assertThat(named).isEqualTo(had);
  }

  @Test
  void givesEachOperationANameOfItsOwn() {
    List<String> names = document.findValuesAsText("operationId");

    assertThat(names).doesNotHaveDuplicates().hasSize(gateway.routes().size());
  }

  @ParameterizedTest
  @CsvSource({
    "/openapi.json, application/json",
    "/docs, text/html; charset=utf-8",
    "/docs/docs.js, text/javascript; charset=utf-8",
    "/docs/docs.css, text/css; charset=utf-8"
  })
  void isOpenToAll_andLetsNothingInFromElsewhere(String path, String type) {
    var answer = gateway.get(path, "");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).hasValue(type);
    assertThat(answer.headers().firstValue("content-security-policy").orElseThrow())
        .startsWith("default-src 'none'; script-src 'self'; style-src 'self'")
        .doesNotContain("unsafe");
    assertThat(answer.body()).doesNotContain("http://", "https://", "innerHTML");
  }

  @Test
  void hasNoOtherFiles() {
    assertThat(gateway.get("/docs/docs.html", "").statusCode()).isEqualTo(404);
  }
}
