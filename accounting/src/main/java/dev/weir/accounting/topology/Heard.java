package dev.weir.accounting.topology;

import dev.weir.accounting.fold.Signal;
import org.jspecify.annotations.Nullable;

/** What the fold of on-call hears. */
sealed interface Heard {
  /** Something of the attempt log. */
  record Noticed(Signal signal) implements Heard {}

  /** A record of the incident topic. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Report(byte @Nullable [] json) implements Heard {}

  /** A record of the directory; null: deleted. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Entry(byte @Nullable [] json) implements Heard {}
}
