package dev.weir.accounting.topology;

import dev.weir.accounting.fold.WindowSpend;
import dev.weir.schemas.events.AttemptStarted;
import dev.weir.schemas.events.BudgetHold;
import dev.weir.schemas.events.BudgetWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessingContext;

/** The quota windows of one partition, and by epoch those in which it has spend. */
final class WindowBook {
  private static final String SEPARATOR = "|";
  private static final String AFTER_SEPARATOR = "}";

  private final Recalled<WindowSpend> windows;
  private final Recalled<String> byEpoch;
  private final Consumer<WindowSpend> changed;

  /**
   * @param changed told of each window as it is after a change
   */
  WindowBook(ProcessingContext context, Consumer<WindowSpend> changed) {
    this.windows = new Recalled<>(context.getStateStore(Stores.WINDOWS));
    this.byEpoch = new Recalled<>(context.getStateStore(Stores.EPOCH_WINDOWS));
    this.changed = changed;
  }

  void started(AttemptStarted attempt) {
    for (BudgetHold hold : attempt.holds()) {
      mark(attempt.epoch() + SEPARATOR + hold.budget().name());
      change(hold.budget(), window -> window.started(attempt.epoch(), hold.nanoUsd()));
    }
  }

  void finished(AttemptStarted attempt, long chargedNanoUsd) {
    for (BudgetHold hold : attempt.holds()) {
      change(
          hold.budget(),
          window -> window.finished(attempt.epoch(), hold.nanoUsd(), chargedNanoUsd));
    }
  }

  void ended(String epoch) {
    List<String> marks = new ArrayList<>();
    try (var range = byEpoch.range(epoch + SEPARATOR, epoch + AFTER_SEPARATOR)) {
      range.forEachRemaining(mark -> marks.add(mark.key));
    }
    for (String mark : marks) {
      WindowSpend window = windows.get(mark.substring(epoch.length() + SEPARATOR.length()));
      byEpoch.remove(mark);
      if (window != null) {
        change(window.budget(), spend -> spend.ended(epoch));
      }
    }
  }

  void forEach(Consumer<WindowSpend> visitor) {
    try (var all = windows.all()) {
      while (all.hasNext()) {
        visitor.accept(all.next().value);
      }
    }
  }

  /** Forgets windows without open epochs that ended before the given epoch millisecond. */
  void forgetBefore(long millis) {
    List<String> old = new ArrayList<>();
    try (var all = windows.all()) {
      while (all.hasNext()) {
        KeyValue<String, WindowSpend> entry = all.next();
        var end = entry.value.budget().window().end();
        if (end != null && end.toEpochMilli() < millis && entry.value.epochs().isEmpty()) {
          old.add(entry.key);
        }
      }
    }
    old.forEach(windows::remove);
  }

  private void mark(String mark) {
    if (byEpoch.get(mark) == null) {
      byEpoch.put(mark, "");
    }
  }

  private void change(BudgetWindow budget, UnaryOperator<WindowSpend> step) {
    String name = budget.name();
    WindowSpend before = windows.get(name);
    WindowSpend after = step.apply(before == null ? WindowSpend.none(budget) : before);
    windows.put(name, after);
    changed.accept(after);
  }
}
