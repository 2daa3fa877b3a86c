package dev.weir.gateway.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.gateway.core.Caller;
import java.util.Map;

/**
 * A call that was let in.
 *
 * @param query parameters of the URL, decoded; the first value of each
 * @param body empty for a GET
 */
record AdminRequest(Caller caller, Map<String, String> query, ObjectNode body) {
  AdminRequest {
    query = Map.copyOf(query);
  }
}
