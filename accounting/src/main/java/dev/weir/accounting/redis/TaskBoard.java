package dev.weir.accounting.redis;

import dev.weir.schemas.events.BudgetLevel;
import dev.weir.schemas.events.BudgetWindow;
import java.util.Optional;

/**
 * What one partition's task writes. Used by the thread that runs the task; no method blocks or
 * throws for want of Redis. Of several writes of one thing only the last may be sent.
 *
 * <p>How a task uses it: after each record, {@link #row} and {@link #total} for what the record
 * changed, and {@link #epochs} if it began or ended an epoch (after the rows from which the ended
 * epoch's spend was moved to the past). Some times a second, also without records, {@link
 * #rewriteDue}; if that is present, {@link #row} for every row and {@link #total} for every owner
 * in its store, then {@link #rewritten}. That covers the start of the task, a fresh Redis and one
 * that has lost its data.
 */
public interface TaskBoard extends AutoCloseable {
  /**
   * A quota window as it stands in this partition.
   *
   * @param offset of the last record this state contains; in a rewrite, of the last record read
   */
  void row(BudgetWindow window, RowState row, long offset);

  /**
   * All that an owner ever spent in this partition, settled at cost.
   *
   * @param offset as for {@link #row}
   */
  void total(BudgetLevel level, String owner, long nanoUsd, long offset);

  /**
   * The epochs that this partition has read the beginning and the end of. Sent after every row that
   * was written before.
   *
   * @param offset of the last record these lists contain
   */
  void epochs(Epochs epochs, long offset);

  /**
   * Whether Redis has data (a life) that this task must rewrite now. Empty until the task has read
   * up to where the log ended when that life began: only then does it know every epoch that may
   * hold a lease of an earlier life.
   *
   * @param position offset of the next record to read; kept in the task's store, because it must be
   *     known before the first record after a restart
   */
  Optional<Rewrite> rewriteDue(long position);

  /** Every row and total was written again since {@code rewrite} was given out. */
  void rewritten(Rewrite rewrite, Epochs epochs, long offset);

  /** The task stops here: what waits for its partition is dropped, its successor rewrites it. */
  @Override
  void close();
}
