package dev.weir.gateway.journal;

import java.io.IOException;
import java.util.List;
import java.util.NavigableMap;

/**
 * What a directory holds at start.
 *
 * @param full sizes of the segments before the active one, by first seq
 * @param nextSeq behind the last sound record
 */
record RecoveredJournal(
    NavigableMap<Long, Long> full, Segment active, OpenWork open, long nextSeq) {
  static RecoveredJournal read(JournalDirectory directory) throws IOException {
    NavigableMap<Long, Long> segments = directory.segments();
    var open = new OpenWork();
    if (segments.isEmpty()) {
      Segment first = Segment.create(directory.path(), 1, List.of());
      JournalDirectory.sync(directory.path());
      return new RecoveredJournal(segments, first, open, 1);
    }
    long base = segments.pollLastEntry().getKey();
    var last = new long[] {base - 1};
    Segment active =
        Segment.recover(
            directory.path(),
            base,
            entry -> {
              open.apply(entry.event(), entry.size());
              last[0] = Math.max(last[0], entry.seq());
            });
    return new RecoveredJournal(segments, active, open, last[0] + 1);
  }
}
