package dev.weir.gateway.auth;

import dev.weir.gateway.core.Budget;
import dev.weir.gateway.core.Caller;
import dev.weir.schemas.config.LitellmSettings.GlobalBudget;
import dev.weir.schemas.events.BudgetLevel;
import dev.weir.schemas.events.BudgetTerms;
import dev.weir.schemas.events.BudgetWindow;
import dev.weir.schemas.events.KeyEntry;
import dev.weir.schemas.events.Payer;
import dev.weir.schemas.events.TeamEntry;
import dev.weir.schemas.events.UserEntry;
import dev.weir.schemas.money.Money;
import dev.weir.schemas.window.BudgetDuration;
import dev.weir.schemas.window.Window;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The budgets that hold a caller, each in its current window. Safe for use by many threads. */
public final class Budgets {
  private final ZoneId zone;
  private final @Nullable BudgetTerms global;
  private final long globalVersion;
  private final Map<String, BudgetDuration> durations = new ConcurrentHashMap<>();

  /**
   * Budgets in this zone.
   *
   * @param global of everything that goes through Weir; null = none
   * @param globalVersion grows with each change of the global limit, on all nodes: the time at
   *     which the configuration was read, in milliseconds
   */
  public Budgets(ZoneId zone, @Nullable GlobalBudget global, long globalVersion) {
    this.zone = zone;
    this.global =
        global == null
            ? null
            : new BudgetTerms(Money.nanosFromUsd(global.usd()), text(global.duration()), 0);
    this.globalVersion = globalVersion;
  }

  private static @Nullable String text(@Nullable BudgetDuration duration) {
    return duration == null ? null : duration.toString();
  }

  /**
   * The key's, its team's and the global budget, as far as there are any, at this instant. The
   * user's holds keys without a team; those in a team what the user may spend there (LiteLLM's
   * rule, reference/litellm.md §3.4).
   */
  public List<Budget> of(Caller caller, Instant now) {
    var budgets = new ArrayList<Budget>(4);
    switch (caller) {
      case Caller.Master _ -> {}
      case Caller.VirtualKey(KeyEntry key, TeamEntry team, UserEntry user, _) -> {
        addKey(budgets, key, now);
        addTeam(budgets, team, now);
        if (team == null) {
          addUser(budgets, user, now);
        } else {
          addMember(budgets, team, key.user(), now);
        }
      }
    }
    if (global != null) {
      String owner = BudgetWindow.GLOBAL_OWNER;
      budgets.add(budget(BudgetLevel.GLOBAL, owner, global, globalVersion, owner, now));
    }
    return budgets;
  }

  private void addKey(List<Budget> budgets, KeyEntry key, Instant now) {
    if (key.budget() != null) {
      String name = key.alias() == null ? key.name() : key.alias();
      budgets.add(budget(BudgetLevel.KEY, key.id(), key.budget(), key.version(), name, now));
    }
  }

  private void addTeam(List<Budget> budgets, @Nullable TeamEntry team, Instant now) {
    if (team != null && team.budget() != null) {
      String name = team.alias() == null ? team.id() : team.alias();
      budgets.add(budget(BudgetLevel.TEAM, team.id(), team.budget(), team.version(), name, now));
    }
  }

  private void addUser(List<Budget> budgets, @Nullable UserEntry user, Instant now) {
    if (user != null && user.budget() != null) {
      String id = user.id();
      budgets.add(budget(BudgetLevel.USER, id, user.budget(), user.version(), id, now));
    }
  }

  private void addMember(List<Budget> budgets, TeamEntry team, @Nullable String user, Instant now) {
    BudgetTerms terms = user == null ? null : team.termsOf(user).budget();
    if (user != null && terms != null) {
      String member = Payer.member(user, team.id());
      budgets.add(budget(BudgetLevel.TEAM_MEMBER, member, terms, team.version(), member, now));
    }
  }

  private Budget budget(
      BudgetLevel level, String owner, BudgetTerms terms, long version, String name, Instant now) {
    return new Budget(window(level, owner, terms, now), terms.limitNanoUsd(), version, name);
  }

  /** The window of these terms that the instant lies in; its end is when the budget resets. */
  public BudgetWindow window(BudgetLevel level, String owner, BudgetTerms terms, Instant now) {
    String duration = terms.duration();
    Window window =
        duration == null
            ? Window.FOREVER
            : durations.computeIfAbsent(duration, BudgetDuration::parse).windowAt(now, zone);
    return new BudgetWindow(level, owner, duration, terms.generation(), window);
  }
}
