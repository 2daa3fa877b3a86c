package dev.weir.cli.keys;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.cli.api.Fields;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key as it is shown. Its metadata is not: it may hold a webhook.
 *
 * @param id the gateway's keyed hash, 64 digits; lets nobody in
 * @param name what may be shown of the key, {@code sk-...abcd}
 * @param spendNanoUsd in the budget's window, without a budget ever; null: not known at the moment
 * @param totalNanoUsd ever
 * @param budgetNanoUsd null: none
 * @param period of the budget, such as {@code 30d}; null: it does not begin anew
 */
record KeyRow(
    String id,
    String name,
    @Nullable String alias,
    @Nullable String team,
    @Nullable String teamAlias,
    @Nullable String user,
    List<String> models,
    @Nullable Long spendNanoUsd,
    @Nullable Long totalNanoUsd,
    @Nullable Long budgetNanoUsd,
    @Nullable Long softBudgetNanoUsd,
    @Nullable String period,
    @Nullable Instant resets,
    @Nullable Instant expires,
    @Nullable Instant created,
    @Nullable Long rpm,
    @Nullable Long tpm,
    @Nullable Long parallel,
    boolean blocked,
    boolean teamBlocked) {

  /** From an entry of {@code /key/list}. */
  static KeyRow of(JsonNode entry) {
    var fields = new Fields(entry);
    return new KeyRow(
        or(fields.text("token"), ""),
        or(fields.text("key_name"), ""),
        fields.text("key_alias"),
        fields.text("team_id"),
        fields.text("team_alias"),
        fields.text("user_id"),
        fields.texts("models"),
        fields.nanos("spend"),
        fields.nanos("total_spend"),
        fields.nanos("max_budget"),
        fields.nanos("soft_budget"),
        fields.text("budget_duration"),
        fields.instant("budget_reset_at"),
        fields.instant("expires"),
        fields.instant("created_at"),
        fields.count("rpm_limit"),
        fields.count("tpm_limit"),
        fields.count("max_parallel_requests"),
        fields.flag("blocked"),
        fields.flag("team_blocked"));
  }

  /** Whether a call with the key would be let in. */
  KeyState state(Instant now) {
    if (blocked) {
      return KeyState.BLOCKED;
    }
    if (expires != null && !now.isBefore(expires)) {
      return KeyState.EXPIRED;
    }
    if (teamBlocked) {
      return KeyState.TEAM_BLOCKED;
    }
    boolean spent = budgetNanoUsd != null && spendNanoUsd != null && spendNanoUsd >= budgetNanoUsd;
    return spent ? KeyState.SPENT : KeyState.ACTIVE;
  }

  /** What is spent of the budget, 1.0 = all of it; null without a budget, or if not known. */
  @Nullable Double share() {
    if (budgetNanoUsd == null || spendNanoUsd == null) {
      return null;
    }
    return budgetNanoUsd == 0 ? 1.0 : (double) spendNanoUsd / budgetNanoUsd;
  }

  /** The alias, or what is shown of the key. */
  String shownName() {
    return alias == null ? name : alias;
  }

  /** The team's name for people; null without a team. */
  @Nullable String shownTeam() {
    return teamAlias == null ? team : teamAlias;
  }

  private static String or(@Nullable String text, String otherwise) {
    return text == null ? otherwise : text;
  }
}
