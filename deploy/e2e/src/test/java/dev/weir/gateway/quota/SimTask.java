package dev.weir.gateway.quota;

import dev.weir.accounting.redis.Epochs;
import dev.weir.accounting.redis.RowState;
import dev.weir.accounting.redis.RowState.EpochSpend;
import dev.weir.accounting.redis.TaskBoard;
import dev.weir.gateway.quota.SimLog.Event;
import dev.weir.schemas.events.BudgetWindow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Accounting's fold of one partition: what the topology does, without Kafka. */
final class SimTask {
  final int partition;

  /** Number of the process it runs in. */
  int home;

  TaskBoard board;
  State state = new State();
  State committed = new State();
  private final Set<String> everEnded = new HashSet<>();

  SimTask(int partition, TaskBoard board) {
    this.partition = partition;
    this.home = partition;
    this.board = board;
  }

  /** Spend of one epoch in one window. */
  record Part(long running, long finished) {}

  /** One window. */
  static final class Row {
    long past;
    final Map<String, Part> open = new TreeMap<>();

    Row copy() {
      Row copy = new Row();
      copy.past = past;
      copy.open.putAll(open);
      return copy;
    }
  }

  /** The task's store. */
  static final class State {
    int position;
    final Map<BudgetWindow, Row> rows = new HashMap<>();
    final Map<Integer, Event.Started> attempts = new HashMap<>();
    final Set<String> open = new LinkedHashSet<>();
    final Set<String> ended = new LinkedHashSet<>();

    State copy() {
      State copy = new State();
      copy.position = position;
      rows.forEach((window, row) -> copy.rows.put(window, row.copy()));
      copy.attempts.putAll(attempts);
      copy.open.addAll(open);
      copy.ended.addAll(ended);
      return copy;
    }
  }

  boolean read(SimLog log) {
    List<Event> events = log.partitions.get(partition);
    if (state.position >= events.size()) {
      return false;
    }
    apply(events.get(state.position++));
    return true;
  }

  private void apply(Event event) {
    switch (event) {
      case Event.Opened(String epoch) -> {
        state.open.add(epoch);
        tellEpochs();
      }
      case Event.Started started -> {
        state.attempts.put(started.attempt(), started);
        add(started, started.nano(), 0);
      }
      case Event.Finished finished -> {
        Event.Started started = state.attempts.remove(finished.attempt());
        add(started, -started.nano(), finished.cost());
      }
      case Event.Closed(String epoch) -> {
        for (BudgetWindow window : state.rows.keySet()) {
          Part part = state.rows.get(window).open.remove(epoch);
          if (part != null) {
            state.rows.get(window).past += part.running + part.finished;
            tell(window);
          }
        }
        state.open.remove(epoch);
        state.ended.add(epoch);
        everEnded.add(epoch);
        tellEpochs();
      }
    }
  }

  private void add(Event.Started started, long running, long finished) {
    for (BudgetWindow window : started.windows()) {
      Row row = state.rows.computeIfAbsent(window, w -> new Row());
      row.open.merge(
          started.epoch(),
          new Part(running, finished),
          (a, b) -> new Part(a.running + b.running, a.finished + b.finished));
      tell(window);
    }
  }

  private void tell(BudgetWindow window) {
    Row row = state.rows.get(window);
    List<EpochSpend> open = new ArrayList<>();
    row.open.forEach((epoch, part) -> open.add(new EpochSpend(epoch, part.running, part.finished)));
    board.row(window, new RowState(row.past, open), state.position - 1);
  }

  private void tellEpochs() {
    board.epochs(epochs(), state.position - 1);
  }

  private Epochs epochs() {
    return new Epochs(List.copyOf(state.open), List.copyOf(state.ended));
  }

  void tick() {
    board
        .rewriteDue(state.position)
        .ifPresent(rewrite -> {
          state.rows.keySet().forEach(this::tell);
          board.rewritten(rewrite, epochs(), Math.max(0, state.position - 1));
        });
  }

  void commit() {
    committed = state.copy();
  }

  /** The process dies and another begins at the last commit. */
  void restart(TaskBoard fresh) {
    board = fresh;
    state = committed.copy();
  }

  /** Whether Redis may know that the epoch has ended; true even if the task has rolled back. */
  boolean ended(String epoch) {
    return everEnded.contains(epoch);
  }

  long settled(BudgetWindow window) {
    Row row = state.rows.get(window);
    if (row == null) {
      return 0;
    }
    return row.past + row.open.values().stream().mapToLong(Part::finished).sum();
  }
}
