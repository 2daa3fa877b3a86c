package dev.weir.gateway.journal;

import dev.weir.schemas.events.AttemptStarted;
import dev.weir.schemas.events.EpochClosed;
import dev.weir.schemas.events.EpochOpened;
import dev.weir.schemas.events.LogEvent;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How one life of a node follows another on the same journal (quota-protocol.md, rule 3). */
record Epochs(Journal journal, InstantSource clock, String node) {
  private static final Logger LOGGER = LoggerFactory.getLogger(Epochs.class);

  /**
   * Ends what the last process left open, then opens an epoch; all of it is on the disk on return.
   * Killed half-way, the next process does the rest.
   *
   * @throws IOException if the journal can't be written
   */
  EpochOpened succeed() throws IOException {
    List<LogEvent> left = journal.leftOpen();
    var opened = new ArrayList<EpochOpened>();
    // Attempts before their epoch: nothing of an epoch may stand behind its end.
    left.reversed().forEach(event -> journal.append(end(event)));
    journal.append(seq -> {
      opened.add(new EpochOpened(journal.id(), seq, clock.instant(), epochId(seq), node));
      return opened.getLast();
    });
    journal.sync();
    String refusal = journal.state().refusal();
    if (journal.state().unwritten() > 0) {
      throw new IOException(refusal);
    }
    if (!left.isEmpty()) {
      LOGGER
          .atWarn()
          .addKeyValue("journal", journal.id())
          .addKeyValue("orphans", left.size() - 1)
          .log("The last process on this journal did not stop cleanly: its epoch is closed");
    }
    return opened.getLast();
  }

  private String epochId(long seq) {
    return journal.id() + "-" + seq;
  }

  private LongFunction<LogEvent> end(LogEvent left) {
    return seq ->
        switch (left) {
          case AttemptStarted started -> Finishes.orphan(started, seq, clock.instant());
          case EpochOpened epoch ->
              new EpochClosed(journal.id(), seq, clock.instant(), epoch.epoch(), epoch.node());
          default -> throw new IllegalStateException("left open: " + left);
        };
  }
}
