package dev.weir.gateway.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.gateway.admin.AdminResult.Ok;
import dev.weir.gateway.admin.AdminResult.Problem;
import dev.weir.gateway.core.Caller;
import dev.weir.gateway.directory.Directory;
import dev.weir.schemas.events.TeamEntry;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Shows teams. */
record TeamViews(Directory directory, TeamJson json) {
  private static final int USUAL_SIZE = 10;
  private static final Comparator<TeamEntry> OLDEST_FIRST =
      Comparator.comparing(TeamEntry::createdAt).thenComparing(TeamEntry::id);

  /** The team that the query names; a plain key sees its own, and those its user is in. */
  AdminResult info(AdminRequest request) {
    String id = request.query().get("team_id");
    if (id == null) {
      return TeamApi.required();
    }
    TeamEntry team = directory.team(id);
    if (!request.seesAll() && (team == null || !isOf(request.caller(), team))) {
      return AdminRoute.adminOnly(request.route());
    }
    if (team == null) {
      return TeamApi.unknown(id);
    }
    SpendReading reading = json.reading();
    ObjectNode body = EntryJson.object().put("team_id", id);
    ObjectNode shown = json.team(Shape.TEAM_INFO, team, reading);
    if (!request.seesAll()) {
      shown.putObject("metadata"); // It may hold a webhook.
    }
    body.set("team_info", shown);
    details(body, team, reading, request.seesAll());
    return new Ok(body, reading.warnings());
  }

  /** All teams, oldest first; those of a user, if the query names one. */
  AdminResult list(AdminRequest request) {
    SpendReading reading = json.reading();
    ArrayNode teams = EntryJson.object().arrayNode();
    for (TeamEntry team : selected(request.query())) {
      ObjectNode shown = json.team(Shape.TEAM, team, reading);
      details(shown, team, reading, true);
      teams.add(shown);
    }
    return new Ok(teams, reading.warnings());
  }

  /** The same in pages, and without keys. */
  AdminResult page(AdminRequest request) {
    return switch (Page.in(request.query(), "page_size", USUAL_SIZE)) {
      case Page.Bad(Problem problem) -> problem;
      case Page.Good(Page page) -> {
        SpendReading reading = json.reading();
        List<TeamEntry> all = selected(request.query());
        ObjectNode body = EntryJson.object();
        ArrayNode teams = body.putArray("teams");
        page.of(all).forEach(team -> teams.add(json.team(Shape.TEAM, team, reading)));
        yield new Ok(page.counted(body, all.size()), reading.warnings());
      }
    };
  }

  private void details(ObjectNode into, TeamEntry team, SpendReading reading, boolean withKeys) {
    into.set("keys", withKeys ? json.keys(team, reading) : EntryJson.object().arrayNode());
    into.set("team_memberships", json.memberships(team, TeamTerms.members(team), reading));
  }

  private List<TeamEntry> selected(Map<String, String> query) {
    String user = query.getOrDefault("user_id", "");
    return directory.teams().stream()
        .filter(team -> user.isEmpty() || team.member(user) != null)
        .sorted(OLDEST_FIRST)
        .toList();
  }

  private static boolean isOf(Caller caller, TeamEntry team) {
    String user = caller.payer().user();
    return team.id().equals(caller.payer().team()) || (user != null && team.member(user) != null);
  }
}
