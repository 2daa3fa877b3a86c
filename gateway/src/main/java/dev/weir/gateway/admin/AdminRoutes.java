package dev.weir.gateway.admin;

import static dev.weir.gateway.admin.AdminRoute.Access.ADMIN;
import static dev.weir.gateway.admin.AdminRoute.Access.ANY_KEY;
import static dev.weir.gateway.admin.AdminRoute.Access.VIEWER;

import dev.weir.gateway.auth.Budgets;
import dev.weir.gateway.auth.KeyHasher;
import dev.weir.gateway.directory.Directory;
import dev.weir.gateway.directory.DirectoryWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The routes of the key and team API, for the HTTP server to bind. */
public final class AdminRoutes {
  private AdminRoutes() {}

  /**
   * All of them.
   *
   * @param budgets as they are now; tells the windows of budgets, and so when they reset
   */
  public static List<AdminRoute> of(
      Directory directory,
      DirectoryWriter writer,
      KeyHasher hasher,
      Supplier<Budgets> budgets,
      SpendView spend,
      ConfigReload config,
      InstantSource clock) {
    var json = new EntryJson(directory, budgets, spend, clock);
    var changes = new Changes(writer);
    var keys = new KeyApi(changes, hasher, json, clock);
    var imports = new KeyImport(changes, hasher, json, clock);
    var renewal = new KeyRenewal(changes, hasher, json, clock);
    var views = new KeyViews(directory, hasher, json);
    var teamJson = new TeamJson(directory, json);
    var userJson = new UserJson(directory, json, teamJson);
    var teams = new TeamApi(changes, teamJson, clock);
    var members = new TeamMembers(changes, teamJson, userJson, clock);
    var teamViews = new TeamViews(directory, teamJson);
    var users = new UserApi(changes, hasher, userJson, clock);
    var userViews = new UserViews(directory, userJson);
    return Stream.of(
            keys(keys, imports, renewal, views),
            teams(teams, members, teamViews),
            users(users, userViews),
            List.of(post("/config/reload", new ConfigApi(config)::reload)))
        .flatMap(List::stream)
        .toList();
  }

  private static List<AdminRoute> keys(
      KeyApi keys, KeyImport imports, KeyRenewal renewal, KeyViews views) {
    return List.of(
        post("/key/generate", keys::generate),
        post("/key/service-account/generate", keys::serviceAccount),
        post("/key/import", imports::take),
        post("/key/update", keys::update),
        post("/key/bulk_update", new KeyBulk(keys)::update),
        post("/key/delete", keys::delete),
        post("/key/block", keys::block),
        post("/key/unblock", keys::unblock),
        post("/key/regenerate", renewal::regenerate),
        post("/key/{key}/regenerate", renewal::regenerate),
        post("/key/{key}/reset_spend", renewal::resetSpend),
        new AdminRoute("POST", "/key/health", ANY_KEY, views::health),
        new AdminRoute("GET", "/key/info", ANY_KEY, views::info),
        new AdminRoute("GET", "/key/list", ANY_KEY, views::list),
        new AdminRoute("GET", "/key/aliases", VIEWER, views::aliases));
  }

  private static List<AdminRoute> teams(TeamApi teams, TeamMembers members, TeamViews views) {
    return List.of(
        post("/team/new", teams::create),
        post("/team/update", teams::update),
        post("/team/delete", teams::delete),
        post("/team/block", teams::block),
        post("/team/unblock", teams::unblock),
        post("/team/model/add", teams::addModels),
        post("/team/model/delete", teams::deleteModels),
        post("/team/member_add", members::add),
        post("/team/member_update", members::update),
        post("/team/member_delete", members::delete),
        new AdminRoute("GET", "/team/info", ANY_KEY, views::info),
        new AdminRoute("GET", "/team/list", VIEWER, views::list),
        new AdminRoute("GET", "/v2/team/list", VIEWER, views::page));
  }

  private static List<AdminRoute> users(UserApi users, UserViews views) {
    return List.of(
        post("/user/new", users::create),
        post("/user/update", users::update),
        post("/user/delete", users::delete),
        new AdminRoute("GET", "/user/info", ANY_KEY, views::info),
        new AdminRoute("GET", "/user/list", VIEWER, views::list));
  }

  private static AdminRoute post(String path, AdminRoute.Handler handler) {
    return new AdminRoute("POST", path, ADMIN, handler);
  }
}
