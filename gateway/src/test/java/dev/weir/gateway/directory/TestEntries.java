package dev.weir.gateway.directory;

import dev.weir.schemas.events.KeyEntry;
import dev.weir.schemas.events.TeamEntry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keys and teams for tests. */
final class TestEntries {
  private static final Instant THEN = Instant.parse("2026-11-01T00:00:00Z");

  private TestEntries() {}

  static KeyEntry key(String id, @Nullable String alias, long version) {
    return new KeyEntry(
        id,
        version,
        "sk-...abcd",
        alias,
        null,
        null,
        List.of(),
        null,
        null,
        null,
        null,
        null,
        null,
        false,
        Map.of("cost", 1.5),
        THEN,
        THEN,
        "admin");
  }

  static TeamEntry team(String id, long version) {
    return new TeamEntry(
        id, version, null, List.of(), null, null, null, null, null, false, Map.of(), THEN, THEN);
  }
}
