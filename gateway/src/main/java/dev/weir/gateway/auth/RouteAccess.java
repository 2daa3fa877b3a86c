package dev.weir.gateway.auth;

import dev.weir.schemas.events.KeyEntry;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether a key may call a path at all: its {@code allowed_routes}. They only take away: what a key
 * may see on an admin route its user's role says.
 */
public sealed interface RouteAccess {
  /** LiteLLM's name for the routes that answer with a model's words, and lists of models. */
  String LLM = "llm_api_routes";

  /** LiteLLM's name for the routes that only show. */
  String INFO = "info_routes";

  /**
   * LiteLLM's name for the routes of keys, teams and users; here also of the response cache and the
   * configuration.
   */
  String MANAGEMENT = "management_routes";

  /** It may. */
  record Allowed() implements RouteAccess {}

  /**
   * It may not: HTTP 403.
   *
   * @param message for the client, in LiteLLM's words
   */
  record Denied(String message) implements RouteAccess {}

  /** Routes that only show, as far as there are any. */
  Set<String> INFO_ROUTES =
      Set.of(
          "/key/info",
          "/key/list",
          "/key/aliases",
          "/key/health",
          "/team/info",
          "/team/list",
          "/v2/team/list",
          "/user/info",
          "/user/list",
          "/models",
          "/v1/models");

  /** First parts of the paths of admin routes. */
  List<String> MANAGED = List.of("/key/", "/team/", "/v2/team/", "/user/", "/cache/", "/config/");

  /** Looks at the key's list; none or an empty one allows all. */
  static RouteAccess check(KeyEntry key, String path) {
    List<String> allowed = key.allowedRoutes();
    return allowed == null
            || allowed.isEmpty()
            || allowed.stream().anyMatch(route -> allows(route, path))
        ? new Allowed()
        : new Denied(
            "Virtual key is not allowed to call this route. Only allowed to call routes: "
                + allowed.stream().collect(Collectors.joining("', '", "['", "']"))
                + ". Tried to call route: "
                + KeySyntax.masked(path));
  }

  /** What is wrong with a route of a list, for people; null when nothing is. */
  static @Nullable String mistake(String route) {
    boolean named = Set.of(LLM, INFO, MANAGEMENT).contains(route);
    return named || route.startsWith("/")
        ? null
        : "`" + route + "` is neither a path nor one of " + List.of(LLM, INFO, MANAGEMENT);
  }

  private static boolean allows(String route, String path) {
    return switch (route) {
      case LLM -> !managed(path);
      case INFO -> INFO_ROUTES.contains(path);
      case MANAGEMENT -> managed(path);
      default -> matches(route, path);
    };
  }

  private static boolean managed(String path) {
    return MANAGED.stream().anyMatch(path::startsWith);
  }

  /** Exact, with a trailing star a prefix, and a part in braces is any one part. */
  private static boolean matches(String route, String path) {
    if (route.endsWith("*")) {
      return path.startsWith(route.substring(0, route.length() - 1));
    }
    if (!route.contains("{")) {
      return route.equals(path);
    }
    String[] expected = route.split("/", -1);
    String[] parts = path.split("/", -1);
    boolean same = expected.length == parts.length;
    for (int i = 0; same && i < parts.length; i++) {
      same = expected[i].equals(parts[i]) || (expected[i].startsWith("{") && !parts[i].isEmpty());
    }
    return same;
  }
}
