package dev.weir.gateway.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.gateway.core.Caller;
import dev.weir.gateway.directory.Cause;
import dev.weir.schemas.events.Actor;
import java.util.Map;

/**
 * A call that was let in.
 *
 * @param route path of the route
 * @param query parameters of the URL, of its path and its query, decoded; the first value of each
 * @param body empty for a GET
 */
record AdminRequest(Caller caller, String route, Map<String, String> query, ObjectNode body) {
  AdminRequest {
    query = Map.copyOf(query);
  }

  /** For the audit. */
  Cause cause() {
    return new Cause(
        switch (caller) {
          case Caller.Master _ -> Actor.MASTER;
          case Caller.VirtualKey own ->
              new Actor(own.key().id(), own.key().alias(), own.key().user());
        },
        route);
  }

  /** The same call with another body. */
  AdminRequest with(ObjectNode other) {
    return new AdminRequest(caller, route, query, other);
  }

  /** Whether the caller may see all keys, teams and users, and not its own alone. */
  boolean seesAll() {
    return AdminRoute.Access.VIEWER.admits(caller);
  }
}
