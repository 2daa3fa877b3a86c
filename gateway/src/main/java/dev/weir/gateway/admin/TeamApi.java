package dev.weir.gateway.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.gateway.admin.AdminResult.Ok;
import dev.weir.gateway.admin.AdminResult.Problem;
import dev.weir.gateway.directory.Change.Decision;
import dev.weir.gateway.directory.Change.Reject;
import dev.weir.gateway.directory.Change.Write;
import dev.weir.gateway.directory.Directory;
import dev.weir.schemas.events.DirectoryEntry;
import dev.weir.schemas.events.KeyEntry;
import dev.weir.schemas.events.TeamEntry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Makes, changes and deletes teams. */
final class TeamApi {
  private static final String TEAM_ID = "team_id";
  private static final String MODELS = "models";

  private final Changes changes;
  private final TeamJson json;
  private final InstantSource clock;

  TeamApi(Changes changes, TeamJson json, InstantSource clock) {
    this.changes = changes;
    this.json = json;
    this.clock = clock;
  }

  /** A new team, or one that so far only came with a key. */
  AdminResult create(AdminRequest request) {
    var fields = new Fields(request.body());
    Instant now = Terms.now(clock);
    String given = fields.text(TEAM_ID, null);
    List<MemberSpec> members = MemberSpec.in("members_with_roles", request.body(), fields);
    Problem problem = TeamTerms.check(fields, now);
    if (problem != null) {
      return problem;
    }
    String id = given == null ? UUID.randomUUID().toString() : given;
    TeamEntry fresh = TeamTerms.of(TeamTerms.newTeam(id, now), fields, now);
    Terms.warnOfDuration(fields, fresh.budget());
    return write(
        request,
        fields,
        directory -> {
          TeamEntry old = directory.team(id);
          if (old != null && !TeamTerms.bare(old)) {
            return new Reject<>(exists(id));
          }
          TeamEntry team = old == null ? fresh : TeamTerms.of(old, fields, now);
          return withMembers(directory, team, members, now);
        },
        (team, shown) -> shown);
  }

  AdminResult update(AdminRequest request) {
    var fields = new Fields(request.body());
    Instant now = Terms.now(clock);
    Problem problem = TeamTerms.check(fields, now);
    return problem == null
        ? change(
            request,
            fields,
            team -> TeamTerms.of(team, fields, now),
            (team, shown) -> {
              ObjectNode body = EntryJson.object().put(TEAM_ID, team.id());
              body.set("data", shown);
              return body;
            })
        : problem;
  }

  AdminResult block(AdminRequest request) {
    return block(request, true);
  }

  AdminResult unblock(AdminRequest request) {
    return block(request, false);
  }

  /** Lets the team use more models. */
  AdminResult addModels(AdminRequest request) {
    return models(request, (models, given) -> models.addAll(given));
  }

  /** Takes models from the team, but not the last: an empty list would allow all. */
  AdminResult deleteModels(AdminRequest request) {
    return models(request, (models, given) -> models.removeAll(given));
  }

  /** Deletes teams with all their keys. */
  AdminResult delete(AdminRequest request) {
    var fields = new Fields(request.body());
    Set<String> ids = new LinkedHashSet<>(fields.names("team_ids", List.of()));
    Problem problem = fields.problem();
    if (problem != null) {
      return problem;
    }
    if (ids.isEmpty()) {
      return Problem.badRequest("`team_ids` must name a team", "team_ids");
    }
    return changes.make(
        request,
        directory -> delete(directory, ids),
        deleted -> {
          ObjectNode body = EntryJson.object();
          EntryJson.names(body.putArray("deleted_teams"), List.copyOf(ids));
          return new Ok(body, fields.warnings());
        });
  }

  /** The body of an answer that shows the team. */
  private interface Answer {
    ObjectNode of(TeamEntry team, ObjectNode shown);
  }

  /** What models a team may use after a call that names some. */
  private interface ModelChange {
    boolean make(Set<String> models, List<String> given);
  }

  private AdminResult models(AdminRequest request, ModelChange change) {
    var fields = new Fields(request.body());
    fields.require(TEAM_ID);
    String id = fields.text(TEAM_ID, null);
    List<String> given = fields.names(MODELS, List.of());
    if (given.isEmpty()) {
      fields.refuse(MODELS, "must name a model");
    }
    Problem problem = fields.problem();
    if (problem != null || id == null) {
      return problem == null ? required() : problem;
    }
    Instant now = Terms.now(clock);
    return write(
        request,
        fields,
        directory -> {
          TeamEntry team = directory.team(id);
          if (team == null) {
            return new Reject<>(unknown(id));
          }
          var models = new LinkedHashSet<>(team.models());
          change.make(models, given);
          ObjectNode body = EntryJson.object();
          EntryJson.names(body.putArray(MODELS), List.copyOf(models));
          return models.isEmpty() != team.models().isEmpty()
              ? new Reject<>(unbounded())
              : put(TeamTerms.of(team, new Fields(body), now));
        },
        (team, shown) -> shown);
  }

  private AdminResult block(AdminRequest request, boolean blocked) {
    var terms = new Fields(EntryJson.object().put("blocked", blocked));
    Instant now = Terms.now(clock);
    return change(
        request,
        new Fields(request.body()),
        team -> TeamTerms.of(team, terms, now),
        (team, shown) -> shown);
  }

  private AdminResult change(
      AdminRequest request, Fields fields, UnaryOperator<TeamEntry> change, Answer answer) {
    fields.require(TEAM_ID);
    String id = fields.text(TEAM_ID, null);
    Problem problem = fields.problem();
    if (problem != null || id == null) {
      return problem == null ? required() : problem;
    }
    return write(
        request,
        fields,
        directory -> {
          TeamEntry old = directory.team(id);
          return old == null ? new Reject<>(unknown(id)) : put(change.apply(old));
        },
        answer);
  }

  private AdminResult write(
      AdminRequest request,
      Fields fields,
      Function<Directory, Decision<TeamEntry, Problem>> decision,
      Answer answer) {
    return changes.make(
        request,
        decision::apply,
        team -> {
          SpendReading reading = json.reading();
          ObjectNode body = answer.of(team, json.team(Shape.TEAM, team, reading));
          return new Ok(body, reading.with(fields.warnings()));
        });
  }

  private static Decision<TeamEntry, Problem> withMembers(
      Directory directory, TeamEntry team, List<MemberSpec> specs, Instant now) {
    NewMembers added = NewMembers.of(directory, specs, null, now);
    TeamEntry whole = specs.isEmpty() ? team : team.withMembers(added.members(), now);
    var puts = new ArrayList<DirectoryEntry>(added.unknown());
    puts.add(whole);
    return new Write<>(puts, List.of(), whole);
  }

  private static Decision<TeamEntry, Problem> put(TeamEntry team) {
    return new Write<>(List.of(team), List.of(), team);
  }

  private static Decision<Set<String>, Problem> delete(Directory directory, Set<String> ids) {
    var gone = new ArrayList<String>();
    for (String id : ids) {
      TeamEntry team = directory.team(id);
      if (team == null) {
        return new Reject<>(unknown(id));
      }
      gone.add(team.recordKey());
    }
    directory.keys().stream()
        .filter(key -> key.team() != null && ids.contains(key.team()))
        .map(KeyEntry::recordKey)
        .forEach(gone::add);
    return new Write<>(List.of(), gone, ids);
  }

  private static Problem exists(String id) {
    return Problem.badRequest(
        "Team id = " + id + " already exists. Please use a different team id.", TEAM_ID);
  }

  private static Problem unbounded() {
    return Problem.badRequest(
        "An empty list of models allows all: this would turn a list into none, or none into a"
            + " list. Use /team/update with `models`.",
        MODELS);
  }

  static Problem unknown(String id) {
    return Problem.notFound("Team not found, passed team id: " + id + ".", TEAM_ID);
  }

  static Problem required() {
    return Problem.badRequest("`team_id` is required", TEAM_ID);
  }
}
