package dev.weir.accounting.redis;

import dev.weir.schemas.events.BudgetLevel;
import dev.weir.schemas.events.BudgetWindow;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a task wrote and Redis has not yet; the last of each thing. Not thread-safe. */
final class TaskChanges {
  /** A quota window as of an offset. */
  record Row(RowState state, long offset) {}

  /** Whose total spend. */
  record Owner(BudgetLevel level, String id) {}

  /** A total as of an offset. */
  record Total(long nanoUsd, long offset) {}

  /** Lists of epochs as of an offset. */
  record Lists(Epochs epochs, long offset) {}

  final Map<BudgetWindow, Row> rows = new LinkedHashMap<>();
  final Map<Owner, Total> totals = new LinkedHashMap<>();
  @Nullable Lists lists;

  int size() {
    return rows.size() + totals.size() + (lists == null ? 0 : 1);
  }

  /** Adds what is older: it gives way to what is here. */
  void addOlder(TaskChanges older) {
    older.rows.forEach(rows::putIfAbsent);
    older.totals.forEach(totals::putIfAbsent);
    if (lists == null) {
      lists = older.lists;
    }
  }
}
