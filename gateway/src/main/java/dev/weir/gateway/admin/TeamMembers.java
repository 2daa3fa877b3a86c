package dev.weir.gateway.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.gateway.admin.AdminResult.Ok;
import dev.weir.gateway.admin.AdminResult.Problem;
import dev.weir.gateway.directory.Change.Decision;
import dev.weir.gateway.directory.Change.Reject;
import dev.weir.gateway.directory.Change.Write;
import dev.weir.gateway.directory.Directory;
import dev.weir.schemas.events.BudgetTerms;
import dev.weir.schemas.events.DirectoryEntry;
import dev.weir.schemas.events.KeyEntry;
import dev.weir.schemas.events.MemberTerms;
import dev.weir.schemas.events.TeamEntry;
import dev.weir.schemas.events.TeamMember;
import dev.weir.schemas.events.UserEntry;
import dev.weir.schemas.money.Money;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Adds, changes and removes members of teams. */
record TeamMembers(Changes changes, TeamJson json, UserJson users, InstantSource clock) {
  /** Users that came into a team. */
  private record Added(TeamEntry team, List<TeamMember> members, List<UserEntry> users) {}

  /** A member that was changed or removed. */
  private record Changed(TeamEntry team, UserEntry user) {}

  /** What becomes of a member; null: it is removed. */
  private interface Change {
    @Nullable TeamMember of(TeamMember old);
  }

  /** Users that are not known are made, as in LiteLLM. */
  AdminResult add(AdminRequest request) {
    var fields = new Fields(request.body());
    fields.require("team_id");
    fields.require("member");
    String team = fields.text("team_id", null);
    List<MemberSpec> specs = MemberSpec.in("member", request.body(), fields);
    if (specs.isEmpty()) {
      fields.refuse("member", "must name a member");
    }
    MemberTerms terms = TeamTerms.ofMember(null, fields);
    Problem problem = TeamTerms.checkRest(fields);
    if (problem != null || team == null) {
      return problem == null ? TeamApi.required() : problem;
    }
    Instant now = Terms.now(clock);
    return changes.make(
        request,
        directory -> add(directory.team(team), team, specs, terms, directory, now),
        added -> {
          SpendReading reading = json.reading();
          ObjectNode body = json.team(Shape.TEAM, added.team(), reading);
          ArrayNode updated = body.putArray("updated_users");
          added.users().forEach(user -> updated.add(users.user(user, reading)));
          body.set(
              "updated_team_memberships", json.memberships(added.team(), added.members(), reading));
          return new Ok(body, reading.with(fields.warnings()));
        });
  }

  /** Changes a member's role and limits. */
  AdminResult update(AdminRequest request) {
    var fields = new Fields(request.body());
    boolean sameRole = !fields.says("role");
    TeamTerms.ofMember(null, fields);
    MemberSpec spec = MemberSpec.of("user_id", fields, fields);
    return one(
        request,
        fields,
        spec,
        old ->
            new TeamMember(
                old.user(),
                sameRole ? old.role() : spec.role(),
                TeamTerms.ofMember(old.terms(), fields)),
        TeamMembers::terms);
  }

  /** Removes a member with all keys that it has in the team, as LiteLLM does. */
  AdminResult delete(AdminRequest request) {
    var fields = new Fields(request.body());
    MemberSpec spec = MemberSpec.of("user_id", fields, fields);
    return one(
        request,
        fields,
        spec,
        _ -> null,
        changed -> json.team(Shape.TEAM, changed.team(), json.reading()));
  }

  private AdminResult one(
      AdminRequest request,
      Fields fields,
      MemberSpec spec,
      Change change,
      Function<Changed, ObjectNode> answer) {
    fields.require("team_id");
    String team = fields.text("team_id", null);
    Problem problem = TeamTerms.checkRest(fields);
    if (problem != null || team == null) {
      return problem == null ? TeamApi.required() : problem;
    }
    Instant now = Terms.now(clock);
    return changes.make(
        request,
        directory -> change(directory, team, spec, change, now),
        changed -> new Ok(answer.apply(changed), fields.warnings()));
  }

  private static ObjectNode terms(Changed changed) {
    UserEntry user = changed.user();
    MemberTerms terms = changed.team().termsOf(user.id());
    BudgetTerms budget = terms.budget();
    return EntryJson.object()
        .put("team_id", changed.team().id())
        .put("user_id", user.id())
        .put("user_email", user.email())
        .put("max_budget_in_team", budget == null ? null : Money.usd(budget.limitNanoUsd()))
        .put("tpm_limit", terms.tpmLimit())
        .put("rpm_limit", terms.rpmLimit());
  }

  private static Decision<Added, Problem> add(
      @Nullable TeamEntry team,
      String id,
      List<MemberSpec> specs,
      @Nullable MemberTerms terms,
      Directory directory,
      Instant now) {
    if (team == null) {
      return new Reject<>(TeamApi.unknown(id));
    }
    NewMembers added = NewMembers.of(directory, specs, terms, now);
    for (TeamMember member : added.members()) {
      if (team.member(member.user()) != null) {
        return new Reject<>(already(member.user(), id));
      }
    }
    var all = new ArrayList<>(TeamTerms.members(team));
    all.addAll(added.members());
    TeamEntry changed = team.withMembers(all, now);
    var puts = new ArrayList<DirectoryEntry>(added.unknown());
    puts.add(changed);
    return new Write<>(puts, List.of(), new Added(changed, added.members(), added.users()));
  }

  private static Decision<Changed, Problem> change(
      Directory directory, String id, MemberSpec spec, Change change, Instant now) {
    TeamEntry team = directory.team(id);
    if (team == null) {
      return new Reject<>(TeamApi.unknown(id));
    }
    UserEntry user = spec.find(directory);
    TeamMember old = user == null ? null : team.member(user.id());
    if (user == null || old == null) {
      return new Reject<>(
          Problem.notFound("User not found in team. Team id: " + id + ".", "user_id"));
    }
    TeamMember next = change.of(old);
    TeamEntry changed = with(team, old, next, now);
    return new Write<>(
        List.of(changed),
        next == null ? keys(directory, id, user.id()) : List.of(),
        new Changed(changed, user));
  }

  /** The team with a member changed, or without it. */
  static TeamEntry with(TeamEntry team, TeamMember old, @Nullable TeamMember next, Instant now) {
    var members = new ArrayList<TeamMember>();
    for (TeamMember each : TeamTerms.members(team)) {
      TeamMember kept = each.equals(old) ? next : each;
      if (kept != null) {
        members.add(kept);
      }
    }
    return team.withMembers(members, now);
  }

  private static List<String> keys(Directory directory, String team, String user) {
    return directory.keys().stream()
        .filter(key -> team.equals(key.team()) && user.equals(key.user()))
        .map(KeyEntry::recordKey)
        .toList();
  }

  private static Problem already(String user, String team) {
    return new Problem(
        400,
        "team_member_already_in_team",
        "User already in team. Member: user_id=" + user + ". Team id: " + team + ".",
        "user_id");
  }
}
