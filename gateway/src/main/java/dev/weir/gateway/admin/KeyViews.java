package dev.weir.gateway.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.gateway.admin.AdminResult.Ok;
import dev.weir.gateway.admin.AdminResult.Problem;
import dev.weir.gateway.auth.KeyHasher;
import dev.weir.gateway.auth.KeySyntax;
import dev.weir.gateway.core.Caller;
import dev.weir.gateway.directory.Directory;
import dev.weir.schemas.events.KeyEntry;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Shows keys. */
final class KeyViews {
  static final Comparator<KeyEntry> OLDEST_FIRST =
      Comparator.comparing(KeyEntry::createdAt).thenComparing(KeyEntry::id);

  private static final int DEFAULT_SIZE = 10;
  private static final int MAX_SIZE = 100;
  private static final int INVALID = 422;

  private final Directory directory;
  private final KeyHasher hasher;
  private final EntryJson json;

  KeyViews(Directory directory, KeyHasher hasher, EntryJson json) {
    this.directory = directory;
    this.hasher = hasher;
    this.json = json;
  }

  /** The id of a key that is named by itself or by its hash. Naming one lets nobody in. */
  static String id(KeyHasher hasher, String given) {
    return given.startsWith(KeySyntax.PREFIX) ? hasher.id(given) : given;
  }

  /** The key that the query names; a virtual key sees itself alone. */
  AdminResult info(AdminRequest request) {
    String given = request.query().get("key");
    return switch (request.caller()) {
      case Caller.Master _ when given == null -> Problem.badRequest("`key` is required", "key");
      case Caller.Master _ -> info(given, directory.key(id(hasher, given)));
      case Caller.VirtualKey own when given == null -> info(own.key().id(), own.key());
      case Caller.VirtualKey own when own.key().id().equals(id(hasher, given)) ->
          info(given, own.key());
      case Caller.VirtualKey _ -> AdminRoute.adminOnly("/key/info");
    };
  }

  /** A page of the keys that the query selects, oldest first unless it says otherwise. */
  AdminResult list(AdminRequest request) {
    Map<String, String> query = request.query();
    Integer page = number(query.getOrDefault("page", "1"), Integer.MAX_VALUE);
    Integer size = number(query.getOrDefault("size", "" + DEFAULT_SIZE), MAX_SIZE);
    Comparator<KeyEntry> order = order(query);
    if (page == null) {
      return new Problem(INVALID, "invalid_request_error", "`page` must be 1 or more", "page");
    }
    if (size == null) {
      return new Problem(
          INVALID, "invalid_request_error", "`size` must be 1 to " + MAX_SIZE, "size");
    }
    if (order == null) {
      return Problem.badRequest(
          "`sort_by` must be created_at, updated_at or key_alias, `sort_order` asc or desc",
          "sort_by");
    }
    List<KeyEntry> all = directory.keys().stream().filter(selected(query)).sorted(order).toList();
    List<KeyEntry> shown = all.stream().skip((page - 1L) * size).limit(size).toList();
    return page(shown, all.size(), page, size, "true".equals(query.get("return_full_object")));
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

  private AdminResult page(List<KeyEntry> shown, int total, int page, int size, boolean full) {
    SpendReading reading = json.reading();
    ObjectNode body = EntryJson.object();
    ArrayNode keys = body.putArray("keys");
    for (KeyEntry key : shown) {
      if (full) {
        keys.add(json.listed(key, reading));
      } else {
        keys.add(key.id());
      }
    }
    body.put("total_count", total)
        .put("current_page", page)
        .put("total_pages", Math.ceilDiv(total, size));
    return new Ok(body, reading.warnings());
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

  private static @Nullable Integer number(String text, int most) {
    try {
      int number = Integer.parseInt(text);
      return number >= 1 && number <= most ? number : null;
    } catch (NumberFormatException _) {
      return null;
    }
  }
}
