package dev.weir.gateway.admin;

import dev.weir.gateway.admin.AdminResult.Problem;
import dev.weir.gateway.api.CacheControls;
import dev.weir.schemas.events.UserEntry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns the fields of a request into a user. */
final class UserTerms {
  /** May do what the master key may, on admin routes. */
  static final String ADMIN_ROLE = "proxy_admin";

  /** May see what the master key may see. */
  static final String VIEWER_ROLE = "proxy_admin_viewer";

  private static final List<String> ROLES =
      List.of(ADMIN_ROLE, VIEWER_ROLE, "internal_user", "internal_user_viewer");

  private UserTerms() {}

  /** A user before its fields are set. */
  static UserEntry newUser(String id, Instant now) {
    return new UserEntry(
        id,
        now.toEpochMilli(),
        null,
        null,
        null,
        List.of(),
        null,
        null,
        null,
        null,
        null,
        Map.of(),
        now,
        now);
  }

  /** What is wrong with the fields of a user, whatever user it is; null when nothing is. */
  static @Nullable Problem check(Fields fields, Instant now) {
    fields.text("user_id", null);
    String role = of(newUser("", now), fields, now).role();
    if (role != null && !ROLES.contains(role)) {
      fields.refuse("user_role", "must be one of " + ROLES);
    }
    if (fields.says("blocked")) {
      fields.refuse("blocked", "is not kept for users: block the keys with `/key/block`");
    }
    if (fields.says(CacheControls.ALLOWED)) {
      fields.refuse(CacheControls.ALLOWED, "is not kept for users: set it for the keys");
    }
    if (fields.says("password")) {
      fields.refuse("password", "can't be set: there is no page to log in to");
    }
    return Terms.check(fields);
  }

  /** The user with the given fields. */
  static UserEntry of(UserEntry old, Fields fields, Instant now) {
    return new UserEntry(
        old.id(),
        old.version() + 1,
        fields.text("user_alias", old.alias()),
        fields.text("user_email", old.email()),
        fields.text("user_role", old.role()),
        fields.names("models", old.models()),
        Terms.budget(old.budget(), fields),
        fields.usd("soft_budget", old.softBudgetNanoUsd()),
        fields.count("rpm_limit", old.rpmLimit()),
        fields.count("tpm_limit", old.tpmLimit()),
        fields.count("max_parallel_requests", old.maxParallelRequests()),
        fields.object("metadata", old.metadata()),
        old.createdAt(),
        now);
  }
}
