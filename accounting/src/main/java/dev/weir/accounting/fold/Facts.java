package dev.weir.accounting.fold;

import dev.weir.schemas.events.AttemptFinished;
import dev.weir.schemas.events.BudgetHold;
import dev.weir.schemas.events.Outcome;
import dev.weir.schemas.events.Payer;
import dev.weir.schemas.events.SpendDay.Sums;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a finished attempt says about totals. Days and months are those in which it started, in the
 * configured zone, as a hold settles in the window in which it was taken.
 */
public record Facts(ZoneId zone) {
  /** The facts of an attempt that held these parts of budgets. */
  public List<Fact> of(AttemptFinished attempt, List<BudgetHold> holds) {
    List<Fact> facts = new ArrayList<>();
    Payer payer = attempt.payer();
    facts.add(spent(Fact.Dimension.KEY, payer.keyId(), payer.keyAlias(), attempt));
    if (payer.team() != null) {
      facts.add(spent(Fact.Dimension.TEAM, payer.team(), payer.teamAlias(), attempt));
    }
    if (payer.user() != null) {
      facts.add(spent(Fact.Dimension.USER, payer.user(), null, attempt));
    }
    if (attempt.chargedNanoUsd() > 0) {
      holds.forEach(hold -> facts.add(charged(hold, attempt)));
      String month = YearMonth.from(attempt.startedAt().atZone(zone)).toString();
      facts.add(new Fact.Total(attempt.at(), month, attempt.chargedNanoUsd()));
    }
    if (providerFailed(attempt)) {
      String error = attempt.error() == null ? "unknown" : attempt.error();
      facts.add(
          new Fact.Failed(
              attempt.at(), attempt.route(), attempt.httpStatus(), error, attempt.call()));
    }
    return facts;
  }

  private Fact spent(
      Fact.Dimension dimension, String id, @Nullable String alias, AttemptFinished a) {
    boolean failed = a.outcome() == Outcome.FAILED;
    Sums sums =
        new Sums(
            a.chargedNanoUsd(),
            a.estimated() ? a.chargedNanoUsd() : 0,
            a.tokens(),
            failed ? 0 : 1,
            failed ? 1 : 0);
    String day = a.startedAt().atZone(zone).toLocalDate().toString();
    return new Fact.Spent(dimension, id, alias, day, a.route().provider(), a.route().model(), sums);
  }

  private static Fact charged(BudgetHold hold, AttemptFinished attempt) {
    Payer payer = attempt.payer();
    String name =
        switch (hold.budget().level()) {
          case KEY -> payer.keyAlias();
          case TEAM -> payer.teamAlias();
          case USER, TEAM_MEMBER, GLOBAL -> null;
        };
    return new Fact.Charged(
        attempt.at(), hold.budget(), name, attempt.chargedNanoUsd(), hold.limitNanoUsd());
  }

  /** A client's own mistake or test switch is not the provider's failure. */
  private static boolean providerFailed(AttemptFinished attempt) {
    return switch (attempt.outcome()) {
      case FAILED, CUT ->
          attempt.httpStatus() < 400
              || attempt.httpStatus() >= 500
              || PROVIDER_FAULTS.contains(attempt.httpStatus());
      case SUCCEEDED, CANCELLED, ORPHANED -> false;
    };
  }

  /** 4xx for which the operator, and not the client, must do something. */
  private static final List<Integer> PROVIDER_FAULTS = List.of(401, 402, 403, 404, 408, 429);
}
