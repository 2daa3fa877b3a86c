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
    body.put("total_count", all.size())
        .put("current_page", page.number())
        .put("total_pages", page.pages(all.size()));
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
}
