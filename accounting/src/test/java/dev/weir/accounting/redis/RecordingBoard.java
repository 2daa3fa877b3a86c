package dev.weir.accounting.redis;

import dev.weir.schemas.events.BudgetLevel;
import dev.weir.schemas.events.BudgetWindow;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A board in memory that remembers what tasks wrote last. */
public final class RecordingBoard implements BudgetBoard {
  /** What each partition's task wrote, by partition. */
  public final Map<Integer, Task> tasks = new TreeMap<>();

  private Map<String, String> lives = Map.of();
  private long barrier;

  /** A new life that tasks must rewrite once they have read up to the barrier. */
  public void begin(Map<String, String> newLives, long newBarrier) {
    lives = newLives;
    barrier = newBarrier;
  }

  @Override
  public Task task(int partition) {
    Task task = new Task();
    tasks.put(partition, task);
    return task;
  }

  @Override
  public BoardState state() {
    return new BoardState(true, 0, Map.of());
  }

  @Override
  public void close() {}

  /** An owner of spend. */
  public record Owner(BudgetLevel level, String id) {}

  /** Last writes of one task. */
  public final class Task implements TaskBoard {
    public final Map<BudgetWindow, RowState> rows = new HashMap<>();
    public final Map<Owner, Long> totals = new HashMap<>();
    public @Nullable Epochs epochs;
    public @Nullable Rewrite rewritten;
    public long lastOffset = -1;
    public int writes;
    public boolean closed;

    @Override
    public void row(BudgetWindow window, RowState row, long offset) {
      rows.put(window, row);
      wrote(offset);
    }

    @Override
    public void total(BudgetLevel level, String owner, long nanoUsd, long offset) {
      totals.put(new Owner(level, owner), nanoUsd);
      wrote(offset);
    }

    @Override
    public void epochs(Epochs newEpochs, long offset) {
      epochs = newEpochs;
      wrote(offset);
    }

    @Override
    public Optional<Rewrite> rewriteDue(long position) {
      Rewrite due = new Rewrite(lives);
      return lives.isEmpty() || position < barrier || due.equals(rewritten)
          ? Optional.empty()
          : Optional.of(due);
    }

    @Override
    public void rewritten(Rewrite rewrite, Epochs newEpochs, long offset) {
      rewritten = rewrite;
      epochs(newEpochs, offset);
    }

    @Override
    public void close() {
      closed = true;
    }

    private void wrote(long offset) {
      lastOffset = offset;
      writes++;
    }
  }
}
