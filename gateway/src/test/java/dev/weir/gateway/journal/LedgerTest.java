package dev.weir.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.schemas.events.AttemptFinished;
import dev.weir.schemas.events.Cost;
import dev.weir.schemas.events.EpochClosed;
import dev.weir.schemas.events.EpochOpened;
import dev.weir.schemas.events.LogEvent;
import dev.weir.schemas.events.Outcome;
import dev.weir.schemas.events.Tokens;
import dev.weir.schemas.topics.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
  @TempDir Path directory;

  @Test
  void writesOneLifeInOrder() throws Exception {
    String epoch;
    try (Ledger ledger = open(new FakeShipper())) {
      epoch = ledger.epoch();
      ledger.finish(begin(ledger), Drafts.finish());
    }

    List<LogEvent> log = log();
    String id = log.getFirst().journal();
    assertThat(epoch).isEqualTo(id + "-1");
    assertThat(log.subList(0, 2))
        .containsExactly(
            new EpochOpened(id, 1, Drafts.NOW, epoch, "node-1"),
            Drafts.started(id, 2, epoch + "-1"));
    assertThat(log.get(2))
        .isEqualTo(
            Finishes.of(Drafts.started(id, 2, epoch + "-1"), 3, Drafts.NOW, Drafts.finish()));
    assertThat(log.get(3)).isEqualTo(new EpochClosed(id, 4, Drafts.NOW, epoch, "node-1"));
    assertThat(log).hasSize(4);
  }

  @Test
  void closesTheAttemptsAndTheEpochThatAKilledProcessLeftOpen() throws Exception {
    Ledger killed = open(new FakeShipper());
    OpenAttempt orphan = begin(killed);
    begin(killed);
    Path left = copyOf(directory);

    directory = left;
    open(new FakeShipper()).close();

    List<LogEvent> log = log();
    assertThat(log.stream().map(event -> event.getClass().getSimpleName()))
        .containsExactly(
            "EpochOpened",
            "AttemptStarted",
            "AttemptStarted",
            "AttemptFinished",
            "AttemptFinished",
            "EpochClosed",
            "EpochOpened",
            "EpochClosed");
    var finish = (AttemptFinished) log.get(4);
    assertThat(finish.attempt()).isEqualTo(orphan.id());
    assertThat(finish.outcome()).isEqualTo(Outcome.ORPHANED);
    assertThat(finish.chargedNanoUsd()).isEqualTo(Drafts.ESTIMATE);
    assertThat(finish.estimated()).isTrue();
    assertThat(finish.tokens()).isEqualTo(Tokens.NONE);
    assertThat(finish.cost()).isEqualTo(Cost.NONE);
    assertThat(finish.startedAt()).isEqualTo(orphan.started().at());
    assertThat(log.get(5).epoch()).isEqualTo(killed.epoch());
    assertThat(log.get(6).epoch()).isEqualTo(log.getFirst().journal() + "-7");
    killed.close();
  }

  @Test
  void leavesTheEpochOpen_whenAnAttemptIsOpenAtTheStop() throws Exception {
    try (Ledger ledger = open(new FakeShipper())) {
      begin(ledger);
    }

    assertThat(log()).noneMatch(EpochClosed.class::isInstance);
  }

  @Test
  void ignoresASecondFinish() throws Exception {
    try (Ledger ledger = open(new FakeShipper())) {
      OpenAttempt attempt = begin(ledger);
      ledger.finish(attempt, Drafts.finish());
      ledger.finish(attempt, Drafts.finish());
    }

    assertThat(log().stream().filter(AttemptFinished.class::isInstance)).hasSize(1);
  }

  @Test
  void isOpened_whenTheOpeningIsAcknowledged() throws Exception {
    var shipper = new FakeShipper();
    try (Ledger ledger = open(shipper)) {
      assertThat(ledger.awaitOpened(Duration.ZERO)).isFalse();
      assertThat(ledger.state().opened()).isFalse();

      shipper.acknowledgeAll();

      assertThat(ledger.awaitOpened(Duration.ZERO)).isTrue();
      assertThat(ledger.state().opened()).isTrue();
      assertThat(ledger.state().unacknowledged()).isZero();
    }
  }

  @Test
  void tellsHowItStands() throws Exception {
    try (Ledger ledger = open(new FakeShipper())) {
      begin(ledger);

      LedgerState state = ledger.state();

      assertThat(state.unacknowledged()).isEqualTo(2);
      assertThat(state.openAttempts()).isOne();
      assertThat(state.capacityBytes()).isEqualTo(1 << 20);
      assertThat(state.bytes()).isPositive();
      assertThat(state.refusal()).isNull();
    }
  }

  @Test
  void refusesWork_onceItIsClosed() throws Exception {
    Ledger ledger = open(new FakeShipper());
    ledger.close();

    assertThat(ledger.begin(Drafts.attempt("team-a")))
        .isEqualTo(new Recording.Full("the node is stopping"));
  }

  private Ledger open(Shipper shipper) throws IOException {
    var settings =
        new LedgerSettings(
            directory,
            "node-1",
            1 << 20,
            Duration.ofMillis(10),
            new Topics("", 3),
            (short) 1,
            Map.of());
    return Ledger.open(settings, InstantSource.fixed(Drafts.NOW), shipper);
  }

  private static OpenAttempt begin(Ledger ledger) {
    return ((Recording.Recorded) ledger.begin(Drafts.attempt("team-a"))).attempt();
  }

  private List<LogEvent> log() throws Exception {
    var events = new ArrayList<LogEvent>();
    try (Journal journal = Journal.open(directory, 1 << 20, 1 << 17);
        var reader = new JournalReader(journal, 1)) {
      for (Entry entry : reader.read(Duration.ZERO)) {
        events.add(entry.event());
      }
    }
    return events;
  }

  /** What a process leaves that is killed now: its lock goes, its files stay. */
  private static Path copyOf(Path directory) throws IOException {
    Path copy = Files.createDirectory(directory.resolve("killed"));
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, copy.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return copy;
  }

  /** Acknowledges what it is told to. */
  private static final class FakeShipper implements Shipper {
    private @Nullable Journal journal;

    @Override
    public void start(Journal journal) {
      this.journal = journal;
    }

    void acknowledgeAll() {
      journal.cursor().advance(journal.state().nextSeq());
    }

    @Override
    public @Nullable String lastError() {
      return null;
    }

    @Override
    public Duration oldest() {
      return Duration.ZERO;
    }

    @Override
    public void close() {}
  }
}
