package dev.weir.gateway.admin;

import dev.weir.gateway.admin.AdminResult.Problem;
import dev.weir.gateway.auth.CallerRates;
import dev.weir.schemas.events.BudgetTerms;
import dev.weir.schemas.events.KeyEntry;
import dev.weir.schemas.events.TeamEntry;
import dev.weir.schemas.window.BudgetDuration;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns the fields of a request into a key or team: those that are given change it, the others
 * stay. Null takes a limit away.
 */
final class Terms {
  /** Who made an entry: LiteLLM's name for the master key's owner. */
  static final String ADMIN = "default_user_id";

  private static final String NEVER = "-1";

  /** Limits that nobody would keep. A key that is freer than was asked for is not made. */
  private static final List<String> NOT_KEPT =
      List.of(
          "budget_limits",
          "model_max_budget",
          "budget_id",
          "temp_budget_increase",
          "allowed_routes",
          "allowed_passthrough_routes",
          "permissions",
          "object_permission",
          "enforced_params",
          "guardrails",
          "policies");

  /** Neither may call admin routes: no virtual key may. */
  private static final List<String> KEY_TYPES = List.of("default", "llm_api");

  /** Limits by model, which LiteLLM keeps in the metadata. */
  private static final List<String> BY_MODEL =
      List.of(CallerRates.MODEL_RPM, CallerRates.MODEL_TPM);

  private Terms() {}

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
        ADMIN);
  }

  /** A team before its fields are set. */
  static TeamEntry newTeam(String id, Instant now) {
    return new TeamEntry(
        id,
        now.toEpochMilli(),
        null,
        List.of(),
        null,
        null,
        null,
        null,
        null,
        false,
        Map.of(),
        now,
        now);
  }

  /** Nobody set anything of this team: it came with its first key. */
  static boolean bare(TeamEntry team) {
    return team.equals(
        new TeamEntry(
            team.id(),
            team.version(),
            null,
            List.of(),
            null,
            null,
            null,
            null,
            null,
            false,
            Map.of(),
            team.createdAt(),
            team.createdAt()));
  }

  /** What is wrong with the fields of a key, whatever key it is; null when nothing is. */
  static @Nullable Problem checkKey(Fields fields, Instant now) {
    key(newKey("", "", now), fields, now);
    String type = fields.text("key_type", null);
    if (type != null && !KEY_TYPES.contains(type)) {
      fields.refuse("key_type", "must be one of " + KEY_TYPES);
    }
    return check(fields);
  }

  /** What is wrong with the fields of a team, whatever team it is; null when nothing is. */
  static @Nullable Problem checkTeam(Fields fields, Instant now) {
    fields.text("team_id", null);
    team(newTeam("", now), fields, now);
    return check(fields);
  }

  private static @Nullable Problem check(Fields fields) {
    NOT_KEPT.stream()
        .filter(fields::says)
        .forEach(field -> fields.refuse(field, "is a limit that Weir does not keep yet"));
    if (fields.says("spend")) {
      fields.refuse("spend", "can't be set: accounting counts it");
    }
    if (fields.says("soft_budget")) {
      fields.warn("`soft_budget` is stored; no alert is sent for it yet");
    }
    return fields.problem();
  }

  /** The key with the given fields. */
  static KeyEntry key(KeyEntry old, Fields fields, Instant now) {
    return new KeyEntry(
        old.id(),
        old.version() + 1,
        old.name(),
        fields.text("key_alias", old.alias()),
        fields.text("team_id", old.team()),
        fields.text("user_id", old.user()),
        fields.names("models", old.models()),
        budget(old.budget(), fields),
        fields.usd("soft_budget", old.softBudgetNanoUsd()),
        fields.count("rpm_limit", old.rpmLimit()),
        fields.count("tpm_limit", old.tpmLimit()),
        fields.count("max_parallel_requests", old.maxParallelRequests()),
        expires(old.expires(), fields, now),
        fields.flag("blocked", old.blocked()),
        metadata(old.metadata(), fields),
        old.createdAt(),
        now,
        old.createdBy());
  }

  /** The key with its blocked flag so. */
  static KeyEntry blocked(KeyEntry old, boolean blocked, Instant now) {
    return new KeyEntry(
        old.id(),
        old.version() + 1,
        old.name(),
        old.alias(),
        old.team(),
        old.user(),
        old.models(),
        old.budget(),
        old.softBudgetNanoUsd(),
        old.rpmLimit(),
        old.tpmLimit(),
        old.maxParallelRequests(),
        old.expires(),
        blocked,
        old.metadata(),
        old.createdAt(),
        now,
        old.createdBy());
  }

  /** The team with the given fields. */
  static TeamEntry team(TeamEntry old, Fields fields, Instant now) {
    return new TeamEntry(
        old.id(),
        old.version() + 1,
        fields.text("team_alias", old.alias()),
        fields.names("models", old.models()),
        budget(old.budget(), fields),
        fields.usd("soft_budget", old.softBudgetNanoUsd()),
        fields.count("rpm_limit", old.rpmLimit()),
        fields.count("tpm_limit", old.tpmLimit()),
        fields.count("max_parallel_requests", old.maxParallelRequests()),
        fields.flag("blocked", old.blocked()),
        metadata(old.metadata(), fields),
        old.createdAt(),
        now);
  }

  /**
   * A budget that is set again, or gets a duration that it had before, goes on in the window that
   * it had: what was spent there is not forgotten. Only a reset of spend would begin a generation.
   */
  private static @Nullable BudgetTerms budget(@Nullable BudgetTerms old, Fields fields) {
    Long limit = fields.usd("max_budget", old == null ? null : old.limitNanoUsd());
    String was = old == null ? null : old.duration();
    String duration = fields.duration("budget_duration", was);
    if (limit == null) {
      return null;
    }
    return new BudgetTerms(limit, duration, old == null ? 0 : old.generation());
  }

  /** New metadata does not take limits away that it does not name. */
  private static Map<String, Object> metadata(Map<String, Object> old, Fields fields) {
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
    return metadata;
  }

  private static boolean isCount(Object value) {
    return (value instanceof Integer || value instanceof Long) && ((Number) value).longValue() >= 0;
  }

  private static @Nullable Instant expires(@Nullable Instant old, Fields fields, Instant now) {
    if (!fields.has("duration")) {
      return old;
    }
    if (NEVER.equals(fields.text("duration", null))) {
      return null;
    }
    String text = fields.duration("duration", null);
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
}
