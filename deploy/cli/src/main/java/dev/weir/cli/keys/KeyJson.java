package dev.weir.cli.keys;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A key as one object for programs: money in nano-USD, instants in ISO-8601. */
final class KeyJson {
  private KeyJson() {}

  static ObjectNode of(KeyRow key, Instant now) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", key.id())
            .put("name", key.name())
            .put("alias", key.alias())
            .put("team", key.team())
            .put("team_alias", key.teamAlias())
            .put("user", key.user())
            .put("state", key.state(now).toString());
    key.models().forEach(json.putArray("models")::add);
    return json.put("spend_nano_usd", key.spendNanoUsd())
        .put("total_spend_nano_usd", key.totalNanoUsd())
        .put("budget_nano_usd", key.budgetNanoUsd())
        .put("soft_budget_nano_usd", key.softBudgetNanoUsd())
        .put("budget_period", key.period())
        .put("resets_at", text(key.resets()))
        .put("expires_at", text(key.expires()))
        .put("created_at", text(key.created()))
        .put("rpm_limit", key.rpm())
        .put("tpm_limit", key.tpm())
        .put("max_parallel_requests", key.parallel());
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }
}
