package dev.weir.gateway.auth;

import dev.weir.schemas.events.BudgetTerms;
import dev.weir.schemas.events.KeyEntry;
import dev.weir.schemas.events.TeamEntry;
import dev.weir.schemas.events.UserEntry;
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

  /** A key of a user in a team. */
  static KeyEntry keyOf(String user, String team) {
    return new KeyEntry(
        "k",
        7,
        "sk-...abcd",
        null,
        team,
        user,
        List.of(),
        null,
        null,
        null,
        null,
        null,
        null,
        false,
        Map.of(),
        THEN,
        THEN,
        "admin");
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

  /** A user with this budget, and all its other limits 9. */
  static UserEntry user(String id, @Nullable BudgetTerms budget, String... models) {
    return new UserEntry(
        id, 5, "Ann", null, null, List.of(models), budget, null, 9L, 9L, 9L, Map.of(), THEN, THEN);
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
