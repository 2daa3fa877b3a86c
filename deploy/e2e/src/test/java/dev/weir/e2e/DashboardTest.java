package dev.weir.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What Grafana needs to take the dashboard, as far as its JSON tells. */
class DashboardTest {
  private static final int COLUMNS = 24;

  @Test
  void hasItsDatasourceFromAVariable_andVariablesThatItsQueriesUse() {
    JsonNode dashboard = Dashboard.read();

    assertThat(dashboard.get("schemaVersion").asInt()).isGreaterThanOrEqualTo(39);
    assertThat(dashboard.get("uid").asText()).isEqualTo("weir");
    assertThat(dashboard.at("/templating/list"))
        .extracting(it -> it.get("name").asText())
        .containsExactly("datasource", "model", "team");
    assertThat(dashboard.findValuesAsText("uid")).containsOnly("weir", "${datasource}");
  }

  @Test
  void hasPanelsWithAQueryATitleAndAUnit_eachWithAnIdOfItsOwn() {
    List<JsonNode> panels = Dashboard.panels();

    assertThat(panels).extracting(it -> it.get("id").asInt()).doesNotHaveDuplicates();
    assertThat(panels).allMatch(it -> !it.get("title").asText().isBlank());
    assertThat(panels)
        .filteredOn(it -> !it.get("type").asText().equals("row"))
        .hasSizeGreaterThan(40)
        .allMatch(it -> !it.get("targets").isEmpty())
        .allMatch(it -> it.at("/fieldConfig/defaults").has("unit"));
  }

  @Test
  void hasPanelsThatDoNotOverlap() {
    Set<List<Integer>> taken = new HashSet<>();
    for (JsonNode panel : Dashboard.panels()) {
      JsonNode at = panel.get("gridPos");
      int left = at.get("x").asInt();
      int top = at.get("y").asInt();
      assertThat(left + at.get("w").asInt()).isLessThanOrEqualTo(COLUMNS);
      for (int x = left; x < left + at.get("w").asInt(); x++) {
        for (int y = top; y < top + at.get("h").asInt(); y++) {
          assertThat(taken.add(List.of(x, y))).as(panel.get("title").asText()).isTrue();
        }
      }
    }
  }

  @Test
  void hasASectionOfAReadme_forEveryAlert() {
    List<String> runbooks =
        Pattern.compile("runbook: (.*)\n")
            .matcher(Dashboard.file("weir-rules.yml"))
            .results()
            .map(MatchResult::group)
            .map(it -> it.replace("runbook: ", "").strip())
            .toList();
    String readme = Dashboard.file("README.md").toLowerCase(java.util.Locale.ROOT);

    assertThat(runbooks)
        .hasSizeGreaterThan(20)
        .allMatch(it ->
            it.startsWith("deploy/RUNBOOK.md#")
                || readme.contains("\n### " + it.substring(it.indexOf('#') + 1) + "\n"));
  }
}
