package dev.weir.gateway.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.gateway.admin.AdminResult.Ok;
import dev.weir.gateway.admin.AdminResult.Problem;
import dev.weir.gateway.auth.KeyHasher;
import dev.weir.gateway.core.Caller;
import dev.weir.gateway.directory.Directory;
import dev.weir.schemas.events.KeyEntry;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Shows keys. */
final class KeyViews {
  static final Comparator<KeyEntry> OLDEST_FIRST =
      Comparator.comparing(KeyEntry::createdAt).thenComparing(KeyEntry::id);

  private static final int DEFAULT_SIZE = 10;
  private static final int USUAL_ALIASES = 50;
  private static final int FORBIDDEN = 403;
  private static final String NO_USER =
      "You are not authorized to access this endpoint. No 'user_id' is associated with your API"
          + " key.";

  private final Directory directory;
  private final KeyHasher hasher;
  private final EntryJson json;

  KeyViews(Directory directory, KeyHasher hasher, EntryJson json) {
    this.directory = directory;
    this.hasher = hasher;
    this.json = json;
  }

  /** The key that the query names; a key of nobody in particular sees itself alone. */
  AdminResult info(AdminRequest request) {
    String given = request.query().get("key");
    KeyEntry named = given == null ? null : KeyApi.named(directory, hasher, given);
    if (request.caller() instanceof Caller.VirtualKey own) {
      String id = own.key().id();
      if (given == null) {
        return info(id, own.key());
      }
      if (!request.seesAll() && (named == null || !named.id().equals(id))) {
        return AdminRoute.adminOnly(request.route());
      }
    }
    return given == null ? KeyApi.required() : info(given, named);
  }

  /** That the caller's key works: who gets here has one that does. */
  AdminResult health(AdminRequest request) {
    return new Ok(EntryJson.object().put("key", "healthy").putNull("logging_callbacks"), List.of());
  }

  /** A page of the aliases that there are, in their order. */
  AdminResult aliases(AdminRequest request) {
    String part = request.query().getOrDefault("search", "").toLowerCase(Locale.ROOT);
    return switch (Page.in(request.query(), "size", USUAL_ALIASES)) {
      case Page.Bad(Problem problem) -> problem;
      case Page.Good(Page page) -> {
        List<String> all =
            directory.keys().stream()
                .flatMap(key -> Stream.ofNullable(key.alias()))
                .filter(alias -> alias.toLowerCase(Locale.ROOT).contains(part))
                .sorted()
                .toList();
        ObjectNode body = EntryJson.object();
        EntryJson.names(body.putArray("aliases"), page.of(all));
        yield new Ok(counts(body, page, all.size()).put("size", page.size()), List.of());
      }
    };
  }

  /**
   * A page of the keys that the query selects, oldest first unless it says otherwise; a plain key
   * sees those of its user.
   */
  AdminResult list(AdminRequest request) {
    Map<String, String> query = request.query();
    if (!request.seesAll()) {
      String user = request.caller().payer().user();
      if (user == null) {
        return new Problem(FORBIDDEN, Problem.BAD_REQUEST, NO_USER, "user_id");
      }
      query = new HashMap<>(query);
      query.put("user_id", user);
    }
    AdminResult result = list(query);
    if (!request.seesAll()) {
      // It may hold a webhook.
      result
          .body()
          .path("keys")
          .forEach(key -> {
            if (key instanceof ObjectNode object) {
              object.remove("team_metadata");
            }
          });
    }
    return result;
  }

  private AdminResult list(Map<String, String> query) {
    Comparator<KeyEntry> order = order(query);
    if (order == null) {
      return Problem.badRequest(
          "`sort_by` must be created_at, updated_at or key_alias, `sort_order` asc or desc",
          "sort_by");
    }
    return switch (Page.in(query, "size", DEFAULT_SIZE)) {
      case Page.Bad(Problem problem) -> problem;
      case Page.Good(Page page) -> {
        List<KeyEntry> all =
            directory.keys().stream().filter(selected(query)).sorted(order).toList();
        yield page(all, page, "true".equals(query.get("return_full_object")));
      }
    };
  }

  private AdminResult info(String given, @Nullable KeyEntry key) {
    if (key == null) {
      return Problem.notFound("Key not found in database", "key");
    }
    SpendReading reading = json.reading();
    ObjectNode info = json.key(key, reading);
    info.remove("token");
    info.put("status", json.status(key));
    ObjectNode body = EntryJson.object().put("key", given);
    body.set("info", info);
    return new Ok(body, reading.warnings());
  }

  private AdminResult page(List<KeyEntry> all, Page page, boolean full) {
    SpendReading reading = json.reading();
    ObjectNode body = EntryJson.object();
    ArrayNode keys = body.putArray("keys");
    for (KeyEntry key : page.of(all)) {
      if (full) {
        keys.add(json.listed(key, reading));
      } else {
        keys.add(key.id());
      }
    }
    return new Ok(counts(body, page, all.size()), reading.warnings());
  }

  private static ObjectNode counts(ObjectNode body, Page page, int all) {
    return body.put("total_count", all)
        .put("current_page", page.number())
        .put("total_pages", page.pages(all));
  }

  private Predicate<KeyEntry> selected(Map<String, String> query) {
    return is(query.get("user_id"), KeyEntry::user)
        .and(is(query.get("team_id"), KeyEntry::team))
        .and(is(query.get("key_alias"), KeyEntry::alias))
        .and(is(query.get("key_hash"), KeyEntry::id));
  }

  private static Predicate<KeyEntry> is(
      @Nullable String wanted, Function<KeyEntry, @Nullable String> field) {
    return key -> wanted == null || wanted.isEmpty() || wanted.equals(field.apply(key));
  }

  private static @Nullable Comparator<KeyEntry> order(Map<String, String> query) {
    Comparator<KeyEntry> order =
        switch (query.getOrDefault("sort_by", "created_at")) {
          case "created_at" -> OLDEST_FIRST;
          case "updated_at" -> Comparator.comparing(KeyEntry::updatedAt);
          case "key_alias" -> Comparator.comparing(key -> key.alias() == null ? "" : key.alias());
          default -> null;
        };
    if (order == null) {
      return null;
    }
    return switch (query.getOrDefault("sort_order", "asc")) {
      case "asc" -> order;
      case "desc" -> order.reversed();
      default -> null;
    };
  }
}
