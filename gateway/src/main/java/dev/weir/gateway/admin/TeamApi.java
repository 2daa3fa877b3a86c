package dev.weir.gateway.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.gateway.admin.AdminResult.Ok;
import dev.weir.gateway.admin.AdminResult.Problem;
import dev.weir.gateway.directory.Change.Decision;
import dev.weir.gateway.directory.Change.Reject;
import dev.weir.gateway.directory.Change.Write;
import dev.weir.gateway.directory.Directory;
import dev.weir.schemas.events.KeyEntry;
import dev.weir.schemas.events.TeamEntry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** Makes, changes and shows teams. */
final class TeamApi {
  private final Directory directory;
  private final Changes changes;
  private final EntryJson json;
  private final InstantSource clock;

  TeamApi(Directory directory, Changes changes, EntryJson json, InstantSource clock) {
    this.directory = directory;
    this.changes = changes;
    this.json = json;
    this.clock = clock;
  }

  /** A new team, or one that so far only came with a key. */
  AdminResult create(AdminRequest request) {
    var fields = new Fields(request.body());
    Instant now = Terms.now(clock);
    String given = fields.text("team_id", null);
    Problem problem = TeamTerms.check(fields, now);
    if (problem != null) {
      return problem;
    }
    String id = given == null ? UUID.randomUUID().toString() : given;
    return write(request, fields, view -> create(view, id, fields, now), (team, shown) -> shown);
  }

  AdminResult update(AdminRequest request) {
    var fields = new Fields(request.body());
    fields.require("team_id");
    Instant now = Terms.now(clock);
    String id = fields.text("team_id", null);
    Problem problem = TeamTerms.check(fields, now);
    if (problem != null || id == null) {
      return problem == null ? Problem.badRequest("`team_id` is required", "team_id") : problem;
    }
    return write(
        request,
        fields,
        view -> {
          TeamEntry old = view.team(id);
          return old == null ? new Reject<>(unknown(id)) : put(TeamTerms.of(old, fields, now));
        },
        (team, shown) -> {
          ObjectNode body = EntryJson.object().put("team_id", team.id());
          body.set("data", shown);
          return body;
        });
  }

  AdminResult info(AdminRequest request) {
    String id = request.query().get("team_id");
    if (id == null) {
      return Problem.badRequest("`team_id` is required", "team_id");
    }
    TeamEntry team = directory.team(id);
    if (team == null) {
      return unknown(id);
    }
    SpendReading reading = json.reading();
    ObjectNode body = EntryJson.object().put("team_id", id);
    body.set("team_info", json.team(Shape.TEAM_INFO, team, reading));
    ArrayNode keys = body.putArray("keys");
    for (KeyEntry key : json.keysOf(team)) {
      keys.add(json.key(key, reading));
    }
    body.putArray("team_memberships");
    return new Ok(body, reading.warnings());
  }

  /** The body of an answer that shows the team. */
  private interface Answer {
    ObjectNode of(TeamEntry team, ObjectNode shown);
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

  private static Decision<TeamEntry, Problem> create(
      Directory directory, String id, Fields fields, Instant now) {
    TeamEntry old = directory.team(id);
    if (old == null) {
      return put(TeamTerms.of(TeamTerms.newTeam(id, now), fields, now));
    }
    return TeamTerms.bare(old)
        ? put(TeamTerms.of(old, fields, now))
        : new Reject<>(
            Problem.badRequest(
                "Team id = " + id + " already exists. Please use a different team id.", "team_id"));
  }

  private static Decision<TeamEntry, Problem> put(TeamEntry team) {
    return new Write<>(List.of(team), List.of(), team);
  }

  private static Problem unknown(String id) {
    return Problem.notFound("Team not found, passed team id: " + id + ".", "team_id");
  }
}
