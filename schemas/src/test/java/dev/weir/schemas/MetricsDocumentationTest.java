package dev.weir.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever looks at a service's page finds each metric in its METRICS.md. */
class MetricsDocumentationTest {
  private static final Pattern METRIC = Pattern.compile("\"(weir_[a-z_]+)\"");

  @ParameterizedTest
  @ValueSource(strings = {"gateway", "accounting", "alerts"})
  void everyMetricOfWeirIsInTheDocumentation(String module) throws IOException {
    String documentation = Files.readString(Path.of("..", module, "METRICS.md"));

    Set<String> metrics = named(Path.of("..", module, "src/main/java"));

    assertThat(metrics).isNotEmpty();
    assertThat(metrics).allSatisfy(it -> assertThat(documentation).contains(it));
  }

  private static Set<String> named(Path sources) throws IOException {
    try (var files = Files.walk(sources)) {
      var names = new TreeSet<String>();
      for (Path file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
        names.addAll(
            METRIC
                .matcher(Files.readString(file, UTF_8))
                .results()
                .map((MatchResult it) -> it.group(1))
                .collect(Collectors.toSet()));
      }
      return names;
    }
  }
}
