package dev.weir.gateway.routing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One group on the way of a call.
 *
 * @param only the id of the one deployment to be asked; null: all of the group
 * @param overrides fields in place of the request's
 */
record Leg(String group, @Nullable String only, Map<String, JsonNode> overrides) {
  Leg(Destination to, Map<String, JsonNode> overrides) {
    this(to.group(), to.only(), overrides);
  }
}
