package dev.weir.accounting.redis;

import dev.weir.schemas.events.BudgetLevel;
import dev.weir.schemas.events.BudgetWindow;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One partition's changes on their way to Redis, and which lives the task has rewritten. Its own
 * monitor guards it; nothing is done under it but moving references.
 */
final class RedisTask implements TaskBoard {
  private final int partition;
  private final Runnable changed;
  private final Consumer<RedisTask> onClose;

  private TaskChanges changes = new TaskChanges();

  /** By tag, the life that this task has rewritten. */
  private final Map<String, String> rewritten = new HashMap<>();

  /** By tag, ended epochs that Redis has acknowledged in that life. */
  private final Map<String, Set<String>> told = new HashMap<>();

  private @Nullable Due due;

  /** False once something written after the rewrite was given out did not reach its life. */
  private boolean rewriteHolds;

  /** Lives to rewrite, once the log is read up to the barrier. */
  private record Due(Map<String, String> lives, long barrier) {}

  RedisTask(int partition, Runnable changed, Consumer<RedisTask> onClose) {
    this.partition = partition;
    this.changed = changed;
    this.onClose = onClose;
  }

  int partition() {
    return partition;
  }

  @Override
  public void row(BudgetWindow window, RowState row, long offset) {
    synchronized (this) {
      changes.rows.put(window, new TaskChanges.Row(row, offset));
    }
    changed.run();
  }

  @Override
  public void total(BudgetLevel level, String owner, long nanoUsd, long offset) {
    synchronized (this) {
      changes.totals.put(
          new TaskChanges.Owner(level, owner), new TaskChanges.Total(nanoUsd, offset));
    }
    changed.run();
  }

  @Override
  public void epochs(Epochs epochs, long offset) {
    synchronized (this) {
      changes.lists = new TaskChanges.Lists(epochs, offset);
    }
    changed.run();
  }

  @Override
  public synchronized Optional<Rewrite> rewriteDue(long position) {
    if (due == null || position < due.barrier) {
      return Optional.empty();
    }
    rewriteHolds = true;
    return Optional.of(new Rewrite(due.lives));
  }

  @Override
  public void rewritten(Rewrite rewrite, Epochs epochs, long offset) {
    synchronized (this) {
      if (!rewriteHolds) {
        return;
      }
      rewritten.putAll(rewrite.lives());
      told.keySet().removeAll(rewrite.lives().keySet());
      due = null;
      changes.lists = new TaskChanges.Lists(epochs, offset);
    }
    changed.run();
  }

  @Override
  public void close() {
    onClose.accept(this);
  }

  /** Takes all changes; they are given back by {@link #putBack} unless Redis acknowledged them. */
  synchronized TaskChanges take() {
    TaskChanges taken = changes;
    changes = new TaskChanges();
    return taken;
  }

  synchronized void putBack(TaskChanges taken) {
    changes.addOlder(taken);
  }

  synchronized int waiting() {
    return changes.size();
  }

  /**
   * Something did not reach the tag's life: it must be rewritten, even if that same life comes back
   * into sight (as after a short trip to another server).
   */
  synchronized void missed(String tag) {
    rewritten.remove(tag);
    told.remove(tag);
    rewriteHolds = false;
  }

  synchronized boolean hasRewritten(String tag, Life life) {
    return life.writable() && life.id().equals(rewritten.get(tag));
  }

  synchronized Set<String> told(String tag) {
    return Set.copyOf(told.getOrDefault(tag, Set.of()));
  }

  synchronized void tell(String tag, Set<String> ended) {
    told.computeIfAbsent(tag, t -> new HashSet<>()).addAll(ended);
  }

  /**
   * Lives were seen.
   *
   * @param ends asked for the end of the log, after the lives began, if there is one to rewrite
   */
  void seen(Map<String, Life> lives, LogEnds ends) {
    Map<String, String> missing = new HashMap<>();
    synchronized (this) {
      lives.forEach((tag, life) -> {
        if (life.writable() && !hasRewritten(tag, life)) {
          missing.put(tag, life.id());
        }
      });
      if (due == null ? missing.isEmpty() : due.lives.equals(missing)) {
        return;
      }
    }
    long barrier = missing.isEmpty() ? 0 : ends.endOffset(partition);
    synchronized (this) {
      due = missing.isEmpty() ? null : new Due(missing, barrier);
      rewriteHolds = false;
    }
  }
}
