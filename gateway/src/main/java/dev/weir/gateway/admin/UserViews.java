package dev.weir.gateway.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.gateway.admin.AdminResult.Ok;
import dev.weir.gateway.admin.AdminResult.Problem;
import dev.weir.gateway.directory.Directory;
import dev.weir.schemas.events.UserEntry;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows users. */
record UserViews(Directory directory, UserJson json) {
  private static final int USUAL_SIZE = 25;
  private static final Comparator<UserEntry> OLDEST_FIRST =
      Comparator.comparing(UserEntry::createdAt).thenComparing(UserEntry::id);

  /** The user that the query names; a virtual key sees its own alone. */
  AdminResult info(AdminRequest request) {
    String given = request.query().get("user_id");
    String own = request.caller().payer().user();
    String id = given == null ? own : given;
    if (id == null) {
      return Problem.badRequest("`user_id` is required", "user_id");
    }
    return request.seesAll() || id.equals(own) ? info(id) : AdminRoute.adminOnly(request.route());
  }

  /** A page of the users, oldest first. */
  AdminResult list(AdminRequest request) {
    return switch (Page.in(request.query(), "page_size", USUAL_SIZE)) {
      case Page.Bad(Problem problem) -> problem;
      case Page.Good(Page page) -> list(page, request.query());
    };
  }

  private AdminResult info(String id) {
    UserEntry user = directory.user(id);
    if (user == null) {
      return UserApi.unknown(id);
    }
    SpendReading reading = json.reading();
    ObjectNode body = EntryJson.object().put("user_id", id);
    body.set("user_info", json.user(user, reading));
    body.set("keys", json.keysOf(user, reading));
    ArrayNode teams = body.putArray("teams");
    json.teamsOf(id).forEach(team -> teams.add(json.teams().team(Shape.TEAM, team, reading)));
    return new Ok(body, reading.warnings());
  }

  private AdminResult list(Page page, Map<String, String> query) {
    List<UserEntry> all =
        directory.users().stream()
            .filter(user -> is(query.get("role"), user.role()))
            .filter(user -> is(query.get("user_email"), user.email()))
            .filter(user -> is(query.get("user_ids"), user.id()))
            .sorted(OLDEST_FIRST)
            .toList();
    SpendReading reading = json.reading();
    ObjectNode body = EntryJson.object();
    ArrayNode users = body.putArray("users");
    page.of(all).forEach(user -> users.add(json.user(user, reading)));
    return new Ok(page.counted(body, all.size()), reading.warnings());
  }

  private static boolean is(@Nullable String wanted, @Nullable String value) {
    return wanted == null || wanted.isEmpty() || wanted.equals(value);
  }
}
