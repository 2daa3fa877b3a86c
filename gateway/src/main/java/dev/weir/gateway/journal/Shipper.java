package dev.weir.gateway.journal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Brings a journal's events to the log in order, and advances its cursor. */
interface Shipper extends AutoCloseable {
  /** Begins; returns at once. */
  void start(Journal journal);

  /** What keeps it from shipping; null: nothing. */
  @Nullable String lastError();

  /** Age of the oldest event that it has read and that is not acknowledged; zero if none. */
  Duration oldest();

  /** Stops at once; what is not acknowledged is left to the next process. */
  @Override
  void close();
}
