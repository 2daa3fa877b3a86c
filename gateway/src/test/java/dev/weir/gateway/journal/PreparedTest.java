package dev.weir.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.schemas.events.AttemptStarted;
import dev.weir.schemas.events.EpochClosed;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreparedTest {
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 9, 10, 123_456_789_012L, Long.MAX_VALUE})
  void isTheRecordThatTheEventWithItsSeqMakes(long seq) {
    var prepared = Prepared.<AttemptStarted>of(at -> Drafts.started("journal", at, "attempt-1"));

    var numbered = prepared.at(seq);

    AttemptStarted event = Drafts.started("journal", seq, "attempt-1");
    assertThat(numbered.event()).isEqualTo(event);
    assertThat(numbered.entry().encode()).isEqualTo(Entry.of(event).encode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"seq\":0,", "seq\":0,\"seq\":0,", "\\\"seq\":0,"})
  void findsTheSeq_whateverTheJournalIsCalled(String journal) {
    var at = Instant.parse("2026-12-01T05:00:00Z");
    var prepared =
        Prepared.<EpochClosed>of(seq -> new EpochClosed(journal, seq, at, "epoch", "node"));

    var numbered = prepared.at(77);

    EpochClosed event = new EpochClosed(journal, 77, at, "epoch", "node");
    assertThat(numbered.entry().encode()).isEqualTo(Entry.of(event).encode());
  }
}
