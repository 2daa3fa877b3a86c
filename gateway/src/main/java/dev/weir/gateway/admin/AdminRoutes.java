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
    var keys = new KeyApi(writer, hasher, json, clock);
    var views = new KeyViews(directory, hasher, json);
    var teams = new TeamApi(directory, writer, json, clock);
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
        new AdminRoute("GET", "/team/info", MASTER, teams::info));
  }
}
