package dev.weir.gateway.admin;

import static dev.weir.gateway.admin.AdminRoute.Access.ANY_KEY;
import static dev.weir.gateway.admin.AdminRoute.Access.MASTER;

import dev.weir.gateway.auth.Budgets;
import dev.weir.gateway.auth.KeyHasher;
import dev.weir.gateway.directory.Directory;
import dev.weir.gateway.directory.DirectoryWriter;
import java.time.InstantSource;
import java.util.List;

/** The routes of the key and team API, for the HTTP server to bind. */
public final class AdminRoutes {
  private AdminRoutes() {}

  /**
   * All of them.
   *
   * @param budgets tells the windows of budgets, and so when they reset
   */
  public static List<AdminRoute> of(
      Directory directory,
      DirectoryWriter writer,
      KeyHasher hasher,
      Budgets budgets,
      SpendView spend,
      InstantSource clock) {
    var json = new EntryJson(directory, budgets, spend, clock);
    var changes = new Changes(writer);
    var keys = new KeyApi(changes, hasher, json, clock);
    var views = new KeyViews(directory, hasher, json);
    var teams = new TeamApi(directory, changes, json, clock);
    var userJson = new UserJson(directory, json);
    var users = new UserApi(changes, hasher, userJson, clock);
    var userViews = new UserViews(directory, userJson);
    return List.of(
        new AdminRoute("POST", "/key/generate", MASTER, keys::generate),
        new AdminRoute("POST", "/key/update", MASTER, keys::update),
        new AdminRoute("POST", "/key/delete", MASTER, keys::delete),
        new AdminRoute("POST", "/key/block", MASTER, keys::block),
        new AdminRoute("POST", "/key/unblock", MASTER, keys::unblock),
        new AdminRoute("GET", "/key/info", ANY_KEY, views::info),
        new AdminRoute("GET", "/key/list", MASTER, views::list),
        new AdminRoute("POST", "/team/new", MASTER, teams::create),
        new AdminRoute("POST", "/team/update", MASTER, teams::update),
        new AdminRoute("GET", "/team/info", MASTER, teams::info),
        new AdminRoute("POST", "/user/new", MASTER, users::create),
        new AdminRoute("POST", "/user/update", MASTER, users::update),
        new AdminRoute("POST", "/user/delete", MASTER, users::delete),
        new AdminRoute("GET", "/user/info", ANY_KEY, userViews::info),
        new AdminRoute("GET", "/user/list", MASTER, userViews::list));
  }
}
