package dev.weir.accounting.topology;

import dev.weir.accounting.fold.BudgetTotal;
import dev.weir.accounting.fold.DayTotal;
import dev.weir.accounting.fold.Fact;
import dev.weir.schemas.events.Alert;
import dev.weir.schemas.events.SpendDay;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Adds up what spans partitions, one subject in one place: days of the spend topics, settled
 * budgets and their thresholds, the month's total.
 */
final class TotalsFold implements Processor<String, Fact, String, Emission> {
  private final Thresholds thresholds;

  private ProcessorContext<String, Emission> context;
  private KeyValueStore<String, SpendDay> days;
  private KeyValueStore<String, BudgetTotal> budgets;
  private KeyValueStore<String, Long> months;

  @SuppressWarnings("NullAway.Init") // Streams calls init before process
  TotalsFold(Thresholds thresholds) {
    this.thresholds = thresholds;
  }

  @Override
  public void init(ProcessorContext<String, Emission> context) {
    this.context = context;
    days = context.getStateStore(Stores.DAYS);
    budgets = context.getStateStore(Stores.BUDGETS);
    months = context.getStateStore(Stores.MONTHS);
  }

  @Override
  public void process(Record<String, Fact> message) {
    long at = message.timestamp();
    switch (message.value()) {
      case Fact.Spent spent -> spend(spent, at);
      case Fact.Charged charged -> charge(charged, at);
      case Fact.Total total -> total(total, at);
    }
  }

  private void spend(Fact.Spent spent, long at) {
    SpendDay day = DayTotal.plus(days.get(spent.subject()), spent);
    days.put(spent.subject(), day);
    Emission emission =
        switch (spent.dimension()) {
          case KEY -> new Emission.KeyDay(day);
          case TEAM -> new Emission.TeamDay(day);
          case USER -> new Emission.UserDay(day);
        };
    context.forward(new Record<>(day.id() + "|" + day.day(), emission, at));
  }

  private void charge(Fact.Charged charged, long at) {
    BudgetTotal before = budgets.get(charged.subject());
    BudgetTotal.Crossing crossing =
        (before == null ? BudgetTotal.NONE : before)
            .plus(charged, thresholds.percents(), thresholds.forecast());
    budgets.put(charged.subject(), crossing.total());
    crossing.alerts().forEach(alert -> tell(alert, at));
  }

  private void total(Fact.Total total, long at) {
    Long stored = months.get(total.month());
    long before = stored == null ? 0 : stored;
    long after = Math.addExact(before, total.nanoUsd());
    months.put(total.month(), after);
    long threshold = thresholds.monthNanoUsd();
    if (before < threshold && after >= threshold) {
      tell(new Alert.TotalSpendCrossed(total.at(), total.month(), after, threshold), at);
    }
  }

  private void tell(Alert alert, long at) {
    context.forward(new Record<>(alert.recordKey(), new Emission.Tell(alert), at));
  }
}
