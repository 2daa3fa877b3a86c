package dev.weir.gateway.journal;

import dev.weir.schemas.events.LogEvent;
import java.util.function.LongFunction;

/**
 * An event that waits for its seq, its JSON already made: making it takes longer than the journal's
 * lock, which all calls share, may be held.
 *
 * @param draft gives the event; the same one but for its seq, however often it is asked
 * @param unnumbered its record, with seq 0
 */
record Prepared<E extends LogEvent>(LongFunction<? extends E> draft, Entry unnumbered) {
  static <E extends LogEvent> Prepared<E> of(LongFunction<? extends E> draft) {
    return new Prepared<>(draft, Entry.of(draft.apply(0)));
  }

  Numbered<E> at(long seq) {
    return new Numbered<>(draft.apply(seq), unnumbered.numbered(seq));
  }

  /** An event as it is written. */
  record Numbered<E extends LogEvent>(E event, Entry entry) {
    static <E extends LogEvent> Numbered<E> of(E event) {
      return new Numbered<>(event, Entry.of(event));
    }
  }
}
