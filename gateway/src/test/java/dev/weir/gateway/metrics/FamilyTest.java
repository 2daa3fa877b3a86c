package dev.weir.gateway.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against what a real LiteLLM showed. */
class FamilyTest {
  private static JsonNode recorded;

  @BeforeAll
  static void read() throws IOException {
    recorded =
        new ObjectMapper()
            .readTree(FamilyTest.class.getResourceAsStream("litellm-metrics.json"))
            .get("prometheus");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CACHE_SAVED")
  void hasLitellmsNameAndLabels(Family family) {
    JsonNode theirs = theirs(family);

    assertThat(family.labels()).containsExactlyInAnyOrderElementsOf(texts(theirs.get("labels")));
    assertThat(theirs.get("type").asText())
        .isEqualTo(family.bounds().length > 0 ? "histogram" : "counter");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CACHE_SAVED")
  void hasLitellmsBuckets(Family family) {
    List<Double> bounds = new ArrayList<>();
    theirs(family).path("buckets").forEach(it -> bounds.add(it.asDouble()));

    assertThat(family.bounds()).containsExactly(bounds.toArray(Double[]::new));
  }

  @Test
  void theListTellsOfEveryMetric_whetherItIsHereOrNot() throws IOException {
    String list = Files.readString(Path.of("METRICS.md"));
    List<String> names = new ArrayList<>();
    recorded.fieldNames().forEachRemaining(names::add);

    assertThat(names).isNotEmpty().allMatch(it -> list.contains("`" + it + "`"));
  }

  private static JsonNode theirs(Family family) {
    String suffix = family.bounds().length > 0 ? "" : "_total";
    JsonNode theirs = recorded.get(family.wire() + suffix);
    assertThat(theirs).as(family.wire() + suffix).isNotNull();
    return theirs;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(it -> texts.add(it.asText()));
    return texts;
  }
}
