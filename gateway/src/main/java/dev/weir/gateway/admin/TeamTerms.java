package dev.weir.gateway.admin;

import dev.weir.gateway.admin.AdminResult.Problem;
import dev.weir.schemas.events.TeamEntry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns the fields of a request into a team. */
final class TeamTerms {
  private TeamTerms() {}

  /** A team before its fields are set. */
  static TeamEntry newTeam(String id, Instant now) {
    return new TeamEntry(
        id,
        now.toEpochMilli(),
        null,
        List.of(),
        null,
        null,
        null,
        null,
        null,
        false,
        Map.of(),
        now,
        now);
  }

  /** Nobody set anything of this team: it came with its first key. */
  static boolean bare(TeamEntry team) {
    return team.equals(
        new TeamEntry(
            team.id(),
            team.version(),
            null,
            List.of(),
            null,
            null,
            null,
            null,
            null,
            false,
            Map.of(),
            team.createdAt(),
            team.createdAt()));
  }

  /** What is wrong with the fields of a team, whatever team it is; null when nothing is. */
  static @Nullable Problem check(Fields fields, Instant now) {
    fields.text("team_id", null);
    of(newTeam("", now), fields, now);
    return Terms.check(fields);
  }

  /** The team with the given fields. */
  static TeamEntry of(TeamEntry old, Fields fields, Instant now) {
    return new TeamEntry(
        old.id(),
        old.version() + 1,
        fields.text("team_alias", old.alias()),
        fields.names("models", old.models()),
        Terms.budget(old.budget(), fields),
        fields.usd("soft_budget", old.softBudgetNanoUsd()),
        fields.count("rpm_limit", old.rpmLimit()),
        fields.count("tpm_limit", old.tpmLimit()),
        fields.count("max_parallel_requests", old.maxParallelRequests()),
        fields.flag("blocked", old.blocked()),
        Terms.metadata(old.metadata(), fields),
        old.createdAt(),
        now);
  }
}
