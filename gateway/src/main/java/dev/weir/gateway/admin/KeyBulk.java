package dev.weir.gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.gateway.admin.AdminResult.Ok;
import dev.weir.gateway.admin.AdminResult.Problem;
import java.util.List;

/** Changes many keys, each by itself: those that can't be changed don't stop the others. */
record KeyBulk(KeyApi keys) {
  private static final int MOST = 100;

  AdminResult update(AdminRequest request) {
    JsonNode given = request.body().path("keys");
    if (!(given instanceof ArrayNode all) || all.isEmpty() || all.size() > MOST) {
      return Problem.badRequest("`keys` must be a list of 1 to " + MOST + " objects", "keys");
    }
    ObjectNode body = EntryJson.object().put("total_requested", all.size());
    ArrayNode done = body.putArray("successful_updates");
    ArrayNode failed = body.putArray("failed_updates");
    for (JsonNode one : all) {
      update(request, one, done, failed);
    }
    return new Ok(body, List.of());
  }

  private void update(AdminRequest request, JsonNode one, ArrayNode done, ArrayNode failed) {
    AdminResult result =
        one instanceof ObjectNode fields
            ? keys.update(request.with(fields))
            : Problem.badRequest("must be an object", "keys");
    switch (result) {
      case Ok ok -> {
        ObjectNode entry = done.addObject();
        entry.set("key", one.path("key"));
        entry.set("key_info", ok.body());
      }
      case Problem problem -> {
        ObjectNode entry = failed.addObject();
        entry.set("key", one.path("key"));
        entry.putNull("key_info").put("failed_reason", problem.message());
      }
    }
  }
}
