package dev.weir.gateway.admin;

import dev.weir.gateway.admin.AdminResult.Problem;
import dev.weir.schemas.events.KeyEntry;
import dev.weir.schemas.window.BudgetDuration;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns the fields of a request into a key. */
final class KeyTerms {
  private static final String NEVER = "-1";

  /** Neither may call admin routes: no virtual key may. */
  private static final List<String> KEY_TYPES = List.of("default", "llm_api");

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
    of(newKey("", "", now), fields, now);
    String type = fields.text("key_type", null);
    if (type != null && !KEY_TYPES.contains(type)) {
      fields.refuse("key_type", "must be one of " + KEY_TYPES);
    }
    if (fields.says("allowed_routes")) {
      fields.refuse("allowed_routes", "is a limit that Weir does not keep yet");
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

  private static @Nullable Instant expires(@Nullable Instant old, Fields fields, Instant now) {
    if (!fields.has("duration")) {
      return old;
    }
    if (NEVER.equals(fields.text("duration", null))) {
      return null;
    }
    String text = fields.duration("duration", null);
    return text == null ? null : after(text, now);
  }

  /** The instant that is so long after this one; for a valid duration. */
  static Instant after(String text, Instant now) {
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
