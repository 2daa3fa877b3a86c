package dev.weir.gateway.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.schemas.events.Actor;
import dev.weir.schemas.events.AuditRecord;
import dev.weir.schemas.events.EventJson;
import dev.weir.schemas.events.TeamEntry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuditJsonTest {
  @Test
  void hidesWhatMetadataCallsASecret_andNothingElse() throws Exception {
    var metadata =
        Map.<String, Object>of(
            "slack_webhook_url",
            "https://canary",
            "cost_center",
            "42",
            "logging",
            List.of(Map.of("vars", Map.of("langfuse_secret_key", "canary", "host", "h"))));
    TeamEntry team = TestEntries.team("t", 1);
    var with =
        new TeamEntry(
            "t",
            1,
            null,
            List.of(),
            null,
            null,
            null,
            null,
            null,
            false,
            metadata,
            Instant.EPOCH,
            Instant.EPOCH);
    var record =
        new AuditRecord(Instant.EPOCH, "w", Actor.MASTER, "/team/update", "team:t", team, with);

    byte[] json = AuditJson.write(record);

    assertThat(new String(json, java.nio.charset.StandardCharsets.UTF_8)).doesNotContain("canary");
    AuditRecord read = EventJson.read(json, AuditRecord.class);
    assertThat(read.before()).isEqualTo(team);
    assertThat(((TeamEntry) read.after()).metadata())
        .containsEntry("cost_center", "42")
        .containsEntry("slack_webhook_url", "(not shown)")
        .containsEntry(
            "logging",
            List.of(Map.of("vars", Map.of("langfuse_secret_key", "(not shown)", "host", "h"))));
  }
}
