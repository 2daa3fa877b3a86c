package dev.weir.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The dashboard and rules that operators import. */
final class Dashboard {
  static final Path FOLDER = Path.of("..", "dashboards").toAbsolutePath().normalize();

  private Dashboard() {}

  static JsonNode read() {
    try {
      return new ObjectMapper().readTree(FOLDER.resolve("weir.json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<JsonNode> panels() {
    List<JsonNode> panels = new ArrayList<>();
    read().get("panels").forEach(panels::add);
    return panels;
  }

  /** Every query of every panel, with what Grafana puts in place of its variables. */
  static List<String> queries() {
    List<String> queries = new ArrayList<>();
    for (JsonNode panel : panels()) {
      panel
          .path("targets")
          .forEach(it ->
              queries.add(
                  it.get("expr")
                      .asText()
                      .replace("$__rate_interval", "1m")
                      .replace("$model", ".*")
                      .replace("$team", ".*")));
    }
    return queries;
  }

  static String file(String name) {
    try {
      return Files.readString(FOLDER.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
