package dev.weir.gateway.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.gateway.core.Admission;
import dev.weir.gateway.core.Budget;
import dev.weir.gateway.core.Caller;
import dev.weir.gateway.pipeline.Refusal;
import dev.weir.schemas.money.Money;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** The three kinds of refusal by a budget, with what the client can do about each. */
final class BudgetError {
  private static final int TOO_MANY = 429;
  private static final int UNAVAILABLE = 503;

  private BudgetError() {}

  /** LiteLLM's text at its start, so that what reads it goes on working. */
  static ErrorReply exhausted(Refusal.BudgetExhausted refusal, int status) {
    Admission.Exhausted by = refusal.by();
    String message =
        "Budget has been exceeded! %s Current cost: %s, Max budget: %s. Held by running calls: %s; this call may cost up to %s (USD)."
            .formatted(
                owner(by.budget(), refusal.caller()),
                usd(by.spentNanoUsd()),
                usd(by.budget().limitNanoUsd()),
                usd(by.heldNanoUsd()),
                usd(by.estimateNanoUsd()));
    ObjectNode facts = facts(by.budget());
    facts.put("spent", Money.usd(by.spentNanoUsd())).put("held", Money.usd(by.heldNanoUsd()));
    return new ErrorReply(
        status, "budget_exceeded", message, null, Integer.toString(status), facts, Map.of());
  }

  static ErrorReply busy(Admission.Busy by) {
    String message =
        "The budget is busy with other calls: what is left of it is held by calls that are running."
            + " Try again.";
    return reply(TOO_MANY, "budget_busy", message, by.budget());
  }

  static ErrorReply unavailable(Admission.Unavailable by) {
    String message =
        "Nobody can say at the moment whether the budget can pay for this call: " + by.reason();
    return reply(UNAVAILABLE, "budget_unavailable", message, by.budget());
  }

  private static ErrorReply reply(int status, String type, String message, Budget budget) {
    return new ErrorReply(
        status, type, message, null, Integer.toString(status), facts(budget), Map.of());
  }

  private static ObjectNode facts(Budget budget) {
    Instant end = budget.window().window().end();
    return JsonNodeFactory.instance
        .objectNode()
        .put("level", budget.window().level().name().toLowerCase(Locale.ROOT))
        .put("owner", budget.name())
        .put("limit", Money.usd(budget.limitNanoUsd()))
        .put("window_end", end == null ? null : end.toString());
  }

  private static String owner(Budget budget, Caller caller) {
    String name = budget.name();
    return switch (budget.window().level()) {
      case KEY -> "Key=" + key(budget, caller);
      case TEAM -> "Team=" + name;
      case USER -> "User=" + name;
      case TEAM_MEMBER -> "TeamMember=" + name;
      case GLOBAL -> "Global budget.";
    };
  }

  private static String key(Budget budget, Caller caller) {
    return switch (caller) {
      case Caller.Master _ -> budget.name();
      case Caller.VirtualKey(var key, var _, var _, var _) ->
          key.alias() == null ? key.name() : key.alias() + " (" + key.name() + ")";
    };
  }

  private static String usd(long nanoUsd) {
    return Money.usd(nanoUsd).toPlainString();
  }
}
