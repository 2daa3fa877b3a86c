package dev.weir.gateway.routing;

import static dev.weir.gateway.routing.Candidates.candidate;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.core.Candidate;
import dev.weir.gateway.core.Deployment;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RoutingTableTest {
  private final RoutingTable table =
      new RoutingTable(
          List.of(
              candidate("gpt", "gpt-1"),
              candidate("gpt", "gpt-2"),
              candidate("claude", "claude-1"),
              model(candidate("anthropic/*", "w1"), "*"),
              model(candidate("*-eu/*", "w2"), "eu-*-of-*"),
              model(candidate("*", "w3"), "fixed")),
          Map.of("best", "gpt", "gpt", "claude", "new", "anthropic/opus", "gone", "gpt-1"),
          (entry, group, model) -> model(renamed(entry, group), model));

  @Test
  void takesAnIdBeforeAnything() {
    assertThat(table.resolve("gpt-2"))
        .isEqualTo(new Destination("gpt", "gpt-2", List.of("gpt-2", "gpt")));
  }

  @Test
  void takesAnAliasBeforeAGroup() {
    assertThat(table.resolve("gpt"))
        .isEqualTo(new Destination("claude", null, List.of("gpt", "claude")));
    assertThat(table.resolve("best"))
        .isEqualTo(new Destination("gpt", null, List.of("best", "gpt")));
  }

  @Test
  void takesAGroupBeforeAWildcard() {
    assertThat(table.resolve("claude"))
        .isEqualTo(new Destination("claude", null, List.of("claude")));
  }

  @Test
  void takesTheMostSpecificWildcard_andPutsTheCapturedTextsIntoItsModel() {
    assertThat(table.resolve("anthropic/claude-9"))
        .isEqualTo(
            new Destination(
                "anthropic/claude-9", null, List.of("anthropic/claude-9", "anthropic/*")));
    assertThat(models("anthropic/claude-9")).containsExactly("claude-9");
    assertThat(models("azure-eu/gpt-4o")).containsExactly("eu-azure-of-gpt-4o");
    assertThat(models("whatever")).containsExactly("fixed");
    assertThat(table.group("anthropic/claude-9").getFirst().id()).isEqualTo("w1");
  }

  @Test
  void letsAnAliasLeadToAWildcard() {
    assertThat(table.resolve("new"))
        .isEqualTo(
            new Destination(
                "anthropic/opus", null, List.of("new", "anthropic/opus", "anthropic/*")));
  }

  @Test
  void knowsNothingElse_whereNoWildcardIsThere() {
    var small = new RoutingTable(List.of(candidate("gpt", "gpt-1")), Map.of("old", "none"));

    assertThat(small.resolve("gp")).isNull();
    assertThat(small.resolve("old")).isNull();
    assertThat(small.resolve("")).isNull();
  }

  private List<String> models(String name) {
    @Nullable Destination to = table.resolve(name);
    assertThat(to).isNotNull();
    return table.group(to.group()).stream().map(it -> it.deployment().model()).toList();
  }

  private static Candidate renamed(Candidate entry, String group) {
    return candidate(group, entry.id());
  }

  private static Candidate model(Candidate entry, String model) {
    Deployment of = entry.deployment();
    return Candidate.of(
        new Deployment(
            of.id(),
            of.group(),
            of.provider(),
            model,
            of.apiBase(),
            of.apiKey(),
            null,
            Map.of(),
            null,
            null,
            100),
        Candidates.MINUTE);
  }
}
