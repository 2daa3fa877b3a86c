package dev.weir.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lists that the gateway shows in pages, whole. */
public final class Pages {
  private static final String LARGEST = "100";

  private Pages() {}

  /** All keys that the query selects, oldest first. */
  public static List<JsonNode> keys(Gateway gateway, Map<String, String> query) {
    var all = new LinkedHashMap<>(query);
    all.put("return_full_object", "true");
    return read(gateway, "/key/list", all, "size", "keys", "token");
  }

  /** All teams, oldest first. */
  public static List<JsonNode> teams(Gateway gateway) {
    return read(gateway, "/v2/team/list", Map.of(), "page_size", "teams", "team_id");
  }

  /** All users, oldest first. */
  public static List<JsonNode> users(Gateway gateway) {
    return read(gateway, "/user/list", Map.of(), "page_size", "users", "user_id");
  }

  /** An entry that is shown twice, because one before it was deleted or made meanwhile, is one. */
  private static List<JsonNode> read(
      Gateway gateway,
      String path,
      Map<String, String> query,
      String sizeName,
      String field,
      String id) {
    var entries = new LinkedHashMap<String, JsonNode>();
    int pages = 1;
    for (int page = 1; page <= pages; page++) {
      var asked = new LinkedHashMap<>(query);
      asked.put("page", Integer.toString(page));
      asked.put(sizeName, LARGEST);
      JsonNode answer = gateway.get(path, asked);
      answer.path(field).forEach(entry -> entries.put(entry.path(id).asText(), entry));
      pages = answer.path("total_pages").asInt(1);
    }
    return new ArrayList<>(entries.values());
  }
}
