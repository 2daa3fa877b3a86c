package dev.weir.accounting.fold;

import dev.weir.schemas.events.SpendDay;
import dev.weir.schemas.events.SpendDay.ModelSpend;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Adds up the days of the spend topics. */
public final class DayTotal {
  private DayTotal() {}

  /** The day with one more attempt; the latest alias wins. */
  public static SpendDay plus(@Nullable SpendDay day, Fact.Spent spent) {
    if (day == null) {
      day = new SpendDay(spent.id(), spent.alias(), spent.day(), SpendDay.Sums.NONE, List.of());
    }
    return new SpendDay(
        day.id(),
        spent.alias(),
        day.day(),
        day.total().plus(spent.sums()),
        plus(day.models(), spent));
  }

  private static List<ModelSpend> plus(List<ModelSpend> models, Fact.Spent spent) {
    List<ModelSpend> sums = new ArrayList<>(models);
    for (int i = 0; i < sums.size(); i++) {
      ModelSpend model = sums.get(i);
      if (model.provider().equals(spent.provider()) && model.model().equals(spent.model())) {
        sums.set(
            i, new ModelSpend(model.provider(), model.model(), model.sums().plus(spent.sums())));
        return sums;
      }
    }
    sums.add(new ModelSpend(spent.provider(), spent.model(), spent.sums()));
    return sums;
  }
}
