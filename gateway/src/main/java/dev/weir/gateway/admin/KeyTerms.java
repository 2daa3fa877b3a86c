package dev.weir.gateway.admin;

import dev.weir.gateway.admin.AdminResult.Problem;
import dev.weir.gateway.auth.RouteAccess;
import dev.weir.schemas.events.KeyEntry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns the fields of a request into a key. */
final class KeyTerms {
  private static final String NEVER = "-1";
  private static final String ALLOWED_ROUTES = "allowed_routes";

  /** LiteLLM's types of keys are names for lists of routes. */
  private static final Map<String, List<String>> KEY_TYPES =
      Map.of(
          "default",
          List.of(),
          "llm_api",
          List.of(RouteAccess.LLM),
          "management",
          List.of(RouteAccess.MANAGEMENT),
          "read_only",
          List.of(RouteAccess.INFO));

  private KeyTerms() {}

  /**
   * A key before its fields are set. Versions count on from the time of its making, in
   * milliseconds: a key that is made again after its deletion is newer than all that was before.
   */
  static KeyEntry newKey(String id, String name, Instant now) {
    return new KeyEntry(
        id,
        now.toEpochMilli(),
        name,
        null,
        null,
        null,
        List.of(),
        null,
        null,
        null,
        null,
        null,
        null,
        false,
        Map.of(),
        now,
        now,
        Terms.ADMIN);
  }

  /** What is wrong with the fields of a key, whatever key it is; null when nothing is. */
  static @Nullable Problem check(Fields fields, Instant now) {
    KeyEntry key = of(newKey("", "", now), fields, now);
    List<String> routes = key.allowedRoutes();
    for (String route : routes == null ? List.<String>of() : routes) {
      String mistake = RouteAccess.mistake(route);
      if (mistake != null) {
        fields.refuse(ALLOWED_ROUTES, mistake);
      }
    }
    return Terms.check(fields);
  }

  /** The key with the given fields. */
  static KeyEntry of(KeyEntry old, Fields fields, Instant now) {
    return new KeyEntry(
        old.id(),
        old.version() + 1,
        old.name(),
        fields.text("key_alias", old.alias()),
        fields.text("team_id", old.team()),
        fields.text("user_id", old.user()),
        fields.names("models", old.models()),
        Terms.budget(old.budget(), fields),
        fields.usd("soft_budget", old.softBudgetNanoUsd()),
        fields.count("rpm_limit", old.rpmLimit()),
        fields.count("tpm_limit", old.tpmLimit()),
        fields.count("max_parallel_requests", old.maxParallelRequests()),
        expires(old.expires(), fields, now),
        fields.flag("blocked", old.blocked()),
        Terms.metadata(old.metadata(), fields),
        old.createdAt(),
        now,
        old.createdBy(),
        old.rotation(),
        routes(old.allowedRoutes(), fields),
        Terms.aliases("aliases", old.aliases(), fields));
  }

  /** The key with its blocked flag so. */
  static KeyEntry blocked(KeyEntry old, boolean blocked, Instant now) {
    return of(old, new Fields(EntryJson.object().put("blocked", blocked)), now);
  }

  /** LiteLLM's word for these routes. */
  static String type(@Nullable List<String> routes) {
    return KEY_TYPES.entrySet().stream()
        .filter(type -> type.getValue().equals(routes))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("default");
  }

  private static @Nullable List<String> routes(@Nullable List<String> old, Fields fields) {
    String type = fields.text("key_type", null);
    List<String> routes = type == null ? old : KEY_TYPES.get(type);
    if (type != null && routes == null) {
      fields.refuse("key_type", "must be one of " + KEY_TYPES.keySet().stream().sorted().toList());
    }
    if (fields.says(ALLOWED_ROUTES) || (type == null && fields.has(ALLOWED_ROUTES))) {
      routes = fields.names(ALLOWED_ROUTES, List.of());
    }
    return routes == null || routes.isEmpty() ? null : routes;
  }

  private static @Nullable Instant expires(@Nullable Instant old, Fields fields, Instant now) {
    if (!fields.has("duration")) {
      return old;
    }
    if (NEVER.equals(fields.text("duration", null))) {
      return null;
    }
    return Terms.after("duration", fields, now);
  }
}
