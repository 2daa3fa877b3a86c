package dev.weir.gateway.app;

import dev.weir.gateway.auth.Authenticator.ById;
import dev.weir.gateway.auth.Budgets;
import dev.weir.gateway.journal.AttemptDraft;
import dev.weir.schemas.events.BudgetHold;
import dev.weir.schemas.events.BudgetLevel;
import dev.weir.schemas.events.BudgetTerms;
import dev.weir.schemas.events.BudgetWindow;
import dev.weir.schemas.events.KeyEntry;
import dev.weir.schemas.events.Payer;
import dev.weir.schemas.events.SoftBudget;
import dev.weir.schemas.events.TeamEntry;
import dev.weir.schemas.events.UserEntry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the soft budgets that an attempt counts in. No I/O. */
record SoftBudgets(
    ById<KeyEntry> keys,
    ById<TeamEntry> teams,
    ById<UserEntry> users,
    Budgets budgets,
    InstantSource clock) {
  /** What holds without a budget: all that was ever spent. */
  private static final BudgetTerms EVER = new BudgetTerms(0, null, 0);

  List<SoftBudget> of(AttemptDraft draft) {
    List<SoftBudget> found = new ArrayList<>(0);
    Payer payer = draft.payer();
    KeyEntry key = keys.find(payer.keyId());
    if (key != null && key.softBudgetNanoUsd() != null) {
      found.add(soft(draft, BudgetLevel.KEY, key.id(), key.budget(), key.softBudgetNanoUsd()));
    }
    TeamEntry team = payer.team() == null ? null : teams.find(payer.team());
    if (team != null && team.softBudgetNanoUsd() != null) {
      found.add(soft(draft, BudgetLevel.TEAM, team.id(), team.budget(), team.softBudgetNanoUsd()));
    }
    // A team's keys are the team's affair, as with the user's budget.
    UserEntry user = payer.user() == null || team != null ? null : users.find(payer.user());
    if (user != null && user.softBudgetNanoUsd() != null) {
      found.add(soft(draft, BudgetLevel.USER, user.id(), user.budget(), user.softBudgetNanoUsd()));
    }
    return found;
  }

  /** Counted where the money is held, so that both are one sum. */
  private SoftBudget soft(
      AttemptDraft draft,
      BudgetLevel level,
      String owner,
      @Nullable BudgetTerms terms,
      long nanoUsd) {
    for (BudgetHold hold : draft.holds()) {
      if (hold.budget().level() == level) {
        return new SoftBudget(hold.budget(), nanoUsd);
      }
    }
    BudgetWindow window =
        budgets.window(level, owner, terms == null ? EVER : terms, clock.instant());
    return new SoftBudget(window, nanoUsd);
  }
}
