package dev.weir.alerts.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.alerts.text.Message;
import dev.weir.schemas.events.Alert;
import dev.weir.schemas.events.BudgetWindow;
import dev.weir.schemas.events.EventJson;
import dev.weir.schemas.money.Money;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JSON that a generic webhook gets: LiteLLM's fields (reference: its {@code WebhookEvent}),
 * null where an alert has no such thing, and {@code alert_type}, {@code at}, {@code
 * runbook_section} and {@code alert}, the record of {@code weir.alerts.v1} itself. deploy/README.md
 * documents it.
 */
final class WebhookBody {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> LITELLM =
      List.of(
          "spend",
          "max_budget",
          "soft_budget",
          "token",
          "customer_id",
          "user_id",
          "team_id",
          "team_alias",
          "organization_id",
          "user_email",
          "key_alias",
          "projected_exceeded_date",
          "projected_spend");
  private static final int FULL = 100;

  private WebhookBody() {}

  static byte[] of(Message message) {
    ObjectNode root = JSON.createObjectNode();
    LITELLM.forEach(root::putNull);
    Alert alert = message.alert();
    root.put("event_group", "proxy").put("event", event(message));
    if (message.team() != null) {
      root.put("team_id", message.team());
    }
    switch (alert) {
      case Alert.BudgetCrossed it -> {
        budget(root, it.budget(), it.name());
        money(root, "max_budget", it.spentNanoUsd(), it.limitNanoUsd());
      }
      case Alert.SoftBudgetCrossed it -> {
        budget(root, it.budget(), it.name());
        money(root, "soft_budget", it.spentNanoUsd(), it.softLimitNanoUsd());
      }
      case Alert.BudgetForecast it -> {
        budget(root, it.budget(), it.name());
        money(root, "max_budget", it.spentNanoUsd(), it.limitNanoUsd());
        root.put("projected_exceeded_date", it.exhaustedAt().toString());
        root.put("projected_spend", Money.usd(it.limitNanoUsd()));
      }
      case Alert.TotalSpendCrossed it ->
          money(root, "max_budget", it.spentNanoUsd(), it.thresholdNanoUsd());
      case Alert.KeyExpiring it ->
          root.put("event_group", "key").put("token", it.keyId()).put("key_alias", it.alias());
      case null, default -> {}
    }
    root.put("event_message", message.headline())
        .put("alert_type", message.type().written())
        .put("at", message.at().toString())
        .put("runbook_section", message.section());
    return write(root, alert);
  }

  private static void money(ObjectNode root, String limit, long spent, long nanoUsd) {
    root.put("spend", Money.usd(spent)).put(limit, Money.usd(nanoUsd));
  }

  private static void budget(ObjectNode root, BudgetWindow budget, @Nullable String name) {
    switch (budget.level()) {
      case KEY ->
          root.put("event_group", "key").put("token", budget.owner()).put("key_alias", name);
      case TEAM ->
          root.put("event_group", "team").put("team_id", budget.owner()).put("team_alias", name);
      case USER, TEAM_MEMBER ->
          root.put("event_group", "internal_user").put("user_id", budget.owner());
      case GLOBAL -> {}
    }
  }

  /** LiteLLM's name where it has one, else the record's type. */
  private static String event(Message message) {
    return switch (message.alert()) {
      case Alert.BudgetCrossed it -> it.percent() >= FULL ? "budget_crossed" : "threshold_crossed";
      case Alert.TotalSpendCrossed _ -> "threshold_crossed";
      case Alert.SoftBudgetCrossed _ -> "soft_budget_crossed";
      case Alert.BudgetForecast _ -> "projected_limit_exceeded";
      case null -> message.section().replace('-', '_');
      case Alert alert -> record(alert).path("type").asText().replace('-', '_');
    };
  }

  private static byte[] write(ObjectNode root, @Nullable Alert alert) {
    if (alert == null) {
      root.putNull("alert");
    } else {
      root.set("alert", record(alert));
    }
    try {
      return JSON.writeValueAsBytes(root);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode record(Alert alert) {
    try {
      return (ObjectNode) JSON.readTree(EventJson.write(alert));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
