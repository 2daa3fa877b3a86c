package dev.weir.gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.gateway.auth.Budgets;
import dev.weir.gateway.auth.CallerRates;
import dev.weir.gateway.directory.Directory;
import dev.weir.schemas.events.BudgetLevel;
import dev.weir.schemas.events.BudgetTerms;
import dev.weir.schemas.events.BudgetWindow;
import dev.weir.schemas.events.KeyEntry;
import dev.weir.schemas.events.KeyRotation;
import dev.weir.schemas.events.TeamEntry;
import dev.weir.schemas.money.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Keys and teams as LiteLLM's API shows them. */
final class EntryJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Directory directory;
  private final Supplier<Budgets> budgets;
  private final SpendView spend;
  private final InstantSource clock;

  EntryJson(Directory directory, Supplier<Budgets> budgets, SpendView spend, InstantSource clock) {
    this.directory = directory;
    this.budgets = budgets;
    this.spend = spend;
    this.clock = clock;
  }

  /** The spend figures for one answer. */
  SpendReading reading() {
    return new SpendReading(spend);
  }

  /** A new key; the only answer that ever shows the key itself. */
  ObjectNode generated(KeyEntry key, @Nullable String shown, @Nullable String duration) {
    ObjectNode json = Shape.KEY_GENERATED.filled();
    common(json, key);
    json.set(CallerRates.MODEL_RPM, MAPPER.valueToTree(key.metadata().get(CallerRates.MODEL_RPM)));
    json.set(CallerRates.MODEL_TPM, MAPPER.valueToTree(key.metadata().get(CallerRates.MODEL_TPM)));
    return json.put("key", shown).put("duration", duration).put("token_id", key.id());
  }

  /** A key, with its hash as {@code token}. */
  ObjectNode key(KeyEntry key, SpendReading reading) {
    ObjectNode json = Shape.KEY.filled();
    common(json, key);
    spend(json, key, reading);
    return json;
  }

  /** LiteLLM's word for whether the key works. */
  String status(KeyEntry key) {
    if (key.blocked()) {
      return "blocked";
    }
    boolean expired = key.expires() != null && !clock.instant().isBefore(key.expires());
    return expired ? "expired" : "active";
  }

  /** A key in a list of full objects. */
  ObjectNode listed(KeyEntry key, SpendReading reading) {
    ObjectNode json = Shape.KEY_LISTED.filled();
    common(json, key);
    spend(json, key, reading);
    json.put("soft_budget", usd(key.softBudgetNanoUsd()));
    TeamEntry team = key.team() == null ? null : directory.team(key.team());
    if (team != null) {
      json.put("team_alias", team.alias())
          .put("team_tpm_limit", team.tpmLimit())
          .put("team_rpm_limit", team.rpmLimit())
          .put("team_max_budget", limit(team.budget()))
          .put("team_soft_budget", usd(team.softBudgetNanoUsd()))
          .put("team_blocked", team.blocked());
      names(json.putArray("team_models"), team.models());
      json.set("team_metadata", MAPPER.valueToTree(team.metadata()));
    }
    return json;
  }

  private void common(ObjectNode json, KeyEntry key) {
    json.put("token", key.id())
        .put("key_name", key.name())
        .put("key_alias", key.alias())
        .put("user_id", key.user())
        .put("team_id", key.team())
        .put("max_parallel_requests", key.maxParallelRequests())
        .put("tpm_limit", key.tpmLimit())
        .put("rpm_limit", key.rpmLimit())
        .put("blocked", key.blocked())
        .put("key_type", KeyTerms.type(key.allowedRoutes()))
        .put("expires", key.expires() == null ? null : key.expires().toString())
        .put("created_at", key.createdAt().toString())
        .put("created_by", key.createdBy())
        .put("updated_at", key.updatedAt().toString())
        .put("updated_by", Terms.ADMIN)
        .put("max_budget", limit(key.budget()))
        .put("budget_duration", key.budget() == null ? null : key.budget().duration());
    names(json.putArray("models"), key.models());
    if (key.allowedRoutes() != null) {
      names(json.putArray("allowed_routes"), key.allowedRoutes());
    }
    if (key.aliases() != null) {
      json.set("aliases", MAPPER.valueToTree(key.aliases()));
    }
    json.set("metadata", MAPPER.valueToTree(key.metadata()));
    if (key.softBudgetNanoUsd() != null) {
      json.putObject("litellm_budget_table").put("soft_budget", usd(key.softBudgetNanoUsd()));
    }
  }

  /** As in LiteLLM {@code spend} is that of the window; without a budget it is the total. */
  private void spend(ObjectNode json, KeyEntry key, SpendReading reading) {
    BudgetWindow window = budget(json, BudgetLevel.KEY, key.id(), key.budget());
    BigDecimal total = reading.total(BudgetLevel.KEY, key.id());
    json.put("spend", window == null ? total : reading.window(window)).put("total_spend", total);
    boolean changed = !key.updatedAt().equals(key.createdAt());
    json.put("settings_updated_at", changed ? key.updatedAt().toString() : null);
    KeyRotation rotation = key.rotation();
    if (rotation != null) {
      json.put("rotation_count", rotation.count())
          .put("last_rotation_at", rotation.at().toString());
    }
  }

  /** Writes how the budget stands; its window at this moment, null without a budget. */
  @Nullable BudgetWindow budget(
      ObjectNode json, BudgetLevel level, String owner, @Nullable BudgetTerms terms) {
    json.put("max_budget", limit(terms));
    if (terms == null) {
      return null;
    }
    BudgetWindow window = budgets.get().window(level, owner, terms, clock.instant());
    Instant end = window.window().end();
    json.put("budget_duration", terms.duration())
        .put("budget_reset_at", end == null ? null : end.toString());
    return window;
  }

  /** What was spent in the window of these terms, in USD; null: not known. */
  @Nullable BigDecimal spentIn(
      SpendReading reading, BudgetLevel level, String owner, BudgetTerms terms) {
    return reading.window(budgets.get().window(level, owner, terms, clock.instant()));
  }

  static void names(ArrayNode array, List<String> names) {
    names.forEach(array::add);
  }

  private static @Nullable BigDecimal limit(@Nullable BudgetTerms terms) {
    return terms == null ? null : Money.usd(terms.limitNanoUsd());
  }

  private static @Nullable BigDecimal usd(@Nullable Long nanos) {
    return nanos == null ? null : Money.usd(nanos);
  }

  /** Of any JSON value. */
  static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /** An empty object. */
  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }
}
