package dev.weir.gateway.admin;

import dev.weir.gateway.admin.AdminResult.Problem;
import dev.weir.gateway.api.CacheControls;
import dev.weir.gateway.auth.CallerRates;
import dev.weir.gateway.auth.CallerWishes;
import dev.weir.schemas.config.StreamRecovery;
import dev.weir.schemas.events.BudgetTerms;
import dev.weir.schemas.window.BudgetDuration;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the fields of keys, teams and users have in common: those that are given change an entry,
 * the others stay. Null takes a limit away.
 */
final class Terms {
  /** Who made an entry: LiteLLM's name for the master key's owner. */
  static final String ADMIN = "default_user_id";

  /** Limits that nobody would keep. What is freer than was asked for is not made. */
  private static final List<String> NOT_KEPT =
      List.of(
          "budget_limits",
          "model_max_budget",
          "budget_id",
          "end_user_budget_id",
          "temp_budget_increase",
          "tpd_limit",
          "mcp_rpm_limit",
          "tag_rpm_limit",
          "organization_id",
          "project_id",
          "temp_budget_expiry",
          "allowed_passthrough_routes",
          "denied_passthrough_routes",
          "allowed_vector_store_indexes",
          "access_group_ids",
          "permissions",
          "object_permission",
          "enforced_params",
          "guardrails",
          "policies",
          "auto_rotate");

  /** Kept in the metadata, as in LiteLLM. */
  private static final String TAGS = "tags";

  /** Limits by model, which LiteLLM keeps in the metadata. */
  private static final List<String> BY_MODEL =
      List.of(CallerRates.MODEL_RPM, CallerRates.MODEL_TPM);

  private Terms() {}

  /** As exact as LiteLLM writes times. */
  static Instant now(InstantSource clock) {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /**
   * What is wrong with the fields that were read, and with those that can't be kept; null when
   * nothing is.
   */
  static @Nullable Problem check(Fields fields) {
    NOT_KEPT.stream()
        .filter(fields::says)
        .forEach(field -> fields.refuse(field, "is a limit that Weir does not keep"));
    if (fields.says("spend")) {
      fields.refuse("spend", "can't be set: accounting counts it");
    }
    return fields.problem();
  }

  /**
   * A budget that is set again, or gets a duration that it had before, goes on in the window that
   * it had: what was spent there is not forgotten. Only a reset of spend would begin a generation.
   */
  static @Nullable BudgetTerms budget(@Nullable BudgetTerms old, Fields fields) {
    Long limit = fields.usd("max_budget", old == null ? null : old.limitNanoUsd());
    String was = old == null ? null : old.duration();
    String duration = fields.duration("budget_duration", was);
    if (limit == null) {
      return null;
    }
    return new BudgetTerms(limit, duration, old == null ? 0 : old.generation());
  }

  /** What the response cache reads of a key's metadata. */
  private static void cache(Map<String, Object> metadata, Map<String, Object> old, Fields fields) {
    Object before = old.get(CacheControls.ALLOWED);
    if (before != null) {
      metadata.putIfAbsent(CacheControls.ALLOWED, before);
    }
    if (fields.has(CacheControls.ALLOWED)) {
      metadata.put(CacheControls.ALLOWED, fields.names(CacheControls.ALLOWED, List.of()));
    }
    if (metadata.get(CacheControls.ALLOWED) instanceof List<?> allowed
        && !CacheControls.NAMES.containsAll(allowed)) {
      fields.refuse(CacheControls.ALLOWED, "must be some of " + CacheControls.NAMES);
    }
    Object own = metadata.get(CacheControls.DEFAULT);
    String problem = own == null ? null : CacheControls.problem(own);
    if (problem != null) {
      fields.refuse("metadata.cache", problem);
    }
  }

  /** Warns of a duration that a new entry can't use. */
  static void warnOfDuration(Fields fields, @Nullable BudgetTerms budget) {
    if (budget == null && fields.says("budget_duration")) {
      fields.warn("`budget_duration` has no effect without `max_budget`");
    }
  }

  /** New metadata does not take limits away that it does not name. */
  static Map<String, Object> metadata(Map<String, Object> old, Fields fields) {
    var metadata = new LinkedHashMap<String, Object>(fields.object("metadata", old));
    for (String field : BY_MODEL) {
      Map<String, Object> given = fields.object(field, Map.of());
      Object limits =
          fields.has(field) ? given : metadata.getOrDefault(field, old.getOrDefault(field, given));
      if (!(limits instanceof Map<?, ?> map) || !map.values().stream().allMatch(Terms::isCount)) {
        fields.refuse(field, "must be an object of whole numbers, 0 or more");
      } else if (map.isEmpty()) {
        metadata.remove(field);
      } else {
        metadata.put(field, limits);
      }
    }
    Object recovery = metadata.get(CallerWishes.RECOVERY);
    if (recovery != null && StreamRecovery.of(recovery.toString()) == null) {
      fields.refuse("metadata." + CallerWishes.RECOVERY, "must be continue or off");
    }
    if (!(metadata.getOrDefault(CallerWishes.REGION, "") instanceof String)) {
      fields.refuse("metadata." + CallerWishes.REGION, "must be a text");
    }
    if (fields.has(TAGS)) {
      List<String> tags = fields.names(TAGS, List.of());
      metadata.put(TAGS, tags);
      metadata.remove(TAGS, List.of());
    }
    cache(metadata, old, fields);
    return metadata;
  }

  /**
   * Names for models that a field gives; null: none.
   *
   * @param field an object of text
   */
  static @Nullable Map<String, String> aliases(
      String field, @Nullable Map<String, String> old, Fields fields) {
    if (!fields.has(field)) {
      return old;
    }
    var aliases = new LinkedHashMap<String, String>();
    fields
        .object(field, Map.of())
        .forEach((name, group) -> {
          if (group instanceof String text) {
            aliases.put(name, text);
          } else {
            fields.refuse(field, "must be an object of strings");
          }
        });
    return aliases.isEmpty() ? null : aliases;
  }

  /** The instant that is so long after this one as a field says; null: it says nothing. */
  static @Nullable Instant after(String field, Fields fields, Instant now) {
    String text = fields.duration(field, null);
    if (text == null) {
      return null;
    }
    BudgetDuration duration = BudgetDuration.parse(text);
    return switch (duration.unit()) {
      case SECONDS -> now.plusSeconds(duration.count());
      case MINUTES -> now.plus(Duration.ofMinutes(duration.count()));
      case HOURS -> now.plus(Duration.ofHours(duration.count()));
      case DAYS -> now.plus(Duration.ofDays(duration.count()));
      case WEEKS -> now.plus(Duration.ofDays(7L * duration.count()));
      case MONTHS -> now.atOffset(ZoneOffset.UTC).plusMonths(duration.count()).toInstant();
    };
  }

  private static boolean isCount(Object value) {
    return (value instanceof Integer || value instanceof Long) && ((Number) value).longValue() >= 0;
  }
}
