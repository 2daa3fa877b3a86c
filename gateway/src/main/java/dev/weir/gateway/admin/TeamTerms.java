package dev.weir.gateway.admin;

import dev.weir.gateway.admin.AdminResult.Problem;
import dev.weir.gateway.api.CacheControls;
import dev.weir.schemas.events.BudgetTerms;
import dev.weir.schemas.events.MemberTerms;
import dev.weir.schemas.events.TeamEntry;
import dev.weir.schemas.events.TeamMember;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns the fields of a request into a team, or into what holds its members. */
final class TeamTerms {
  private static final List<String> NOT_KEPT =
      List.of(
          "team_member_key_duration",
          "default_team_member_models",
          "allowed_models",
          CacheControls.ALLOWED);

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
    return checkRest(fields);
  }

  /** What is wrong with the fields that were read, and with limits that are not kept. */
  static @Nullable Problem checkRest(Fields fields) {
    NOT_KEPT.stream()
        .filter(fields::says)
        .forEach(field -> fields.refuse(field, "is a limit that Weir does not keep"));
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
        now,
        old.members(),
        memberTerms(old.memberTerms(), fields, "team_member_"),
        Terms.aliases("model_aliases", old.aliases(), fields));
  }

  /** The members of a team; empty for none. */
  static List<TeamMember> members(TeamEntry team) {
    return Objects.requireNonNullElse(team.members(), List.of());
  }

  /** What holds one member, as {@code /team/member_add} and {@code /team/member_update} say it. */
  static @Nullable MemberTerms ofMember(@Nullable MemberTerms old, Fields fields) {
    return memberTerms(old, fields, "");
  }

  private static @Nullable MemberTerms memberTerms(
      @Nullable MemberTerms old, Fields fields, String prefix) {
    MemberTerms was = old == null ? MemberTerms.NONE : old;
    String budget = prefix.isEmpty() ? "max_budget_in_team" : prefix + "budget";
    var terms =
        new MemberTerms(
            memberBudget(was.budget(), fields, budget, prefix + "budget_duration"),
            fields.count(prefix + "rpm_limit", was.rpmLimit()),
            fields.count(prefix + "tpm_limit", was.tpmLimit()));
    return terms.equals(MemberTerms.NONE) ? null : terms;
  }

  private static @Nullable BudgetTerms memberBudget(
      @Nullable BudgetTerms old, Fields fields, String budget, String duration) {
    Long limit = fields.usd(budget, old == null ? null : old.limitNanoUsd());
    String period = fields.duration(duration, old == null ? null : old.duration());
    if (limit == null) {
      return null;
    }
    if (limit == 0) {
      fields.refuse(
          budget, "can't be 0, which LiteLLM takes for no limit: leave it out, or block the keys");
    }
    return new BudgetTerms(limit, period, old == null ? 0 : old.generation());
  }
}
