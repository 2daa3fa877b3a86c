package dev.weir.gateway.auth;

import dev.weir.schemas.events.BudgetTerms;
import dev.weir.schemas.events.KeyEntry;
import dev.weir.schemas.events.TeamEntry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keys and teams for tests. */
final class Entries {
  static final Instant THEN = Instant.parse("2026-11-01T00:00:00Z");

  private Entries() {}

  static KeyEntry key(String id, @Nullable String team, String... models) {
    return key(id, team, null, null, false, models);
  }

  static KeyEntry key(
      String id,
      @Nullable String team,
      @Nullable BudgetTerms budget,
      @Nullable Instant expires,
      boolean blocked,
      String... models) {
    return new KeyEntry(
        id,
        7,
        "sk-...abcd",
        null,
        team,
        null,
        List.of(models),
        budget,
        null,
        null,
        null,
        null,
        expires,
        blocked,
        Map.of(),
        THEN,
        THEN,
        "admin");
  }

  static TeamEntry team(
      String id, @Nullable BudgetTerms budget, boolean blocked, String... models) {
    return new TeamEntry(
        id,
        3,
        "Search",
        List.of(models),
        budget,
        null,
        null,
        null,
        null,
        blocked,
        Map.of(),
        THEN,
        THEN);
  }
}
