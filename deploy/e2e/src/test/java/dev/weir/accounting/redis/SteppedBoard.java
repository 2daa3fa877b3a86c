package dev.weir.accounting.redis;

import dev.weir.schemas.config.RedisSettings;
import java.util.function.LongSupplier;

/** A board without a thread: its work is done when the test says so. */
public final class SteppedBoard {
  private final RedisBoard board;

  public SteppedBoard(RedisSettings settings, int partitions, LogEnds ends, LongSupplier nanos) {
    board = new RedisBoard(settings, partitions, ends, nanos);
  }

  public TaskBoard task(int partition) {
    return board.task(partition);
  }

  public BoardState state() {
    return board.state();
  }

  /** One round. */
  public void step() {
    board.step();
  }

  public void close() {
    board.close();
  }
}
