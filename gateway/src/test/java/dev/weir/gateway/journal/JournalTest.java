package dev.weir.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.weir.schemas.events.LogEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class JournalTest {
  private static final long CAPACITY = 1 << 20;
  private static final long SEGMENT = 4096;

  @TempDir Path directory;

  /** Thousands of torn tails, one line each. */
  @BeforeAll
  static void quiet() {
    ((Logger) LoggerFactory.getLogger(Segment.class)).setLevel(Level.ERROR);
  }

  @AfterAll
  static void loud() {
    ((Logger) LoggerFactory.getLogger(Segment.class)).setLevel(null);
  }

  @Test
  void readsBackWhatWasAppendedInOrderOverManySegments() throws Exception {
    try (Journal journal = open()) {
      starts(journal, 50);
      journal.sync();

      assertThat(seqs(journal, 1)).containsExactlyElementsOf(range(1, 50));
    }
  }

  @Test
  void readsFromTheSeqThatIsWanted_whenItStandsInALaterSegment() throws Exception {
    try (Journal journal = open()) {
      starts(journal, 50);
      journal.sync();

      assertThat(seqs(journal, 37)).containsExactlyElementsOf(range(37, 50));
    }
  }

  @Test
  void givesTheSenderNothing_beforeItIsOnTheDisk() throws Exception {
    try (Journal journal = open()) {
      starts(journal, 1);

      assertThat(seqs(journal, 1)).isEmpty();
    }
  }

  @Test
  void goesOnBehindTheLastRecord_afterARestart() throws Exception {
    try (Journal journal = open()) {
      starts(journal, 3);
    }

    try (Journal journal = open()) {
      starts(journal, 2);
      journal.sync();
      assertThat(seqs(journal, 1)).containsExactly(1L, 2L, 3L, 4L, 5L);
    }
  }

  @Test
  void cutsOffATornRecord_whereverItIsTorn() throws Exception {
    try (Journal journal = open()) {
      starts(journal, 2);
    }
    Path segment = directory.resolve("0000000000000000001.journal");
    byte[] whole = Files.readAllBytes(segment);
    int last = whole.length / 2;

    for (int end = last; end < whole.length; end++) {
      Files.write(segment, java.util.Arrays.copyOf(whole, end));
      try (Journal journal = open()) {
        assertThat(seqs(journal, 1)).as("torn at byte %s", end).containsExactly(1L);
        assertThat(Files.size(segment)).isEqualTo(last);
        assertThat(journal.state().nextSeq()).isEqualTo(2);
      }
    }
  }

  @Test
  void cutsOffARecordThatIsNotWhatWasWritten_whicheverByteDiffers() throws Exception {
    try (Journal journal = open()) {
      starts(journal, 2);
    }
    Path segment = directory.resolve("0000000000000000001.journal");
    byte[] whole = Files.readAllBytes(segment);

    for (int at = whole.length / 2; at < whole.length; at++) {
      byte[] flipped = whole.clone();
      flipped[at] ^= 0x10;
      Files.write(segment, flipped);
      try (Journal journal = open()) {
        assertThat(seqs(journal, 1)).as("byte %s flipped", at).containsExactly(1L);
      }
    }
  }

  @Test
  void cutsOffZeros_asAFileHasThemAfterACrashOfTheMachine() throws Exception {
    try (Journal journal = open()) {
      starts(journal, 1);
    }
    Path segment = directory.resolve("0000000000000000001.journal");
    long sound = Files.size(segment);
    Files.write(segment, new byte[4096], java.nio.file.StandardOpenOption.APPEND);

    try (Journal journal = open()) {
      assertThat(seqs(journal, 1)).containsExactly(1L);
      assertThat(Files.size(segment)).isEqualTo(sound);
    }
  }

  @Test
  void neverUsesASeqAgainThatKafkaHasAcknowledged() throws Exception {
    try (Journal journal = open()) {
      starts(journal, 3);
      journal.cursor().advance(4);
    }
    Path segment = directory.resolve("0000000000000000001.journal");
    Files.write(segment, new byte[0]);

    try (Journal journal = open()) {
      assertThat(journal.state().nextSeq()).isEqualTo(4);
    }
  }

  @Test
  void replaysFromTheOldestSegment_whenTheCursorIsLost() throws Exception {
    try (Journal journal = open()) {
      starts(journal, 3);
      journal.cursor().advance(3);
    }
    Files.write(directory.resolve("cursor"), new byte[] {1, 2, 3});

    try (Journal journal = open()) {
      assertThat(journal.cursor().next()).isEqualTo(1);
    }
  }

  @Test
  void remembersTheCursor() throws Exception {
    try (Journal journal = open()) {
      starts(journal, 3);
      journal.cursor().advance(3);
    }

    try (Journal journal = open()) {
      assertThat(journal.cursor().next()).isEqualTo(3);
    }
  }

  @Test
  void deletesSegmentsThatAreAcknowledgedWhole_andOnlyThose() throws Exception {
    try (Journal journal = open()) {
      starts(journal, 20);
      long second = journal.segmentAfter(1);
      long third = journal.segmentAfter(second);

      journal.cursor().advance(third - 1);
      journal.tidy();

      assertThat(segments().getFirst()).isEqualTo("%019d.journal".formatted(second));
    }
  }

  @Test
  void staysWithinItsCapacity_whenEverySegmentIsDeletedInTurn() throws Exception {
    try (Journal journal = Journal.open(directory, 64 << 10, SEGMENT)) {
      for (int i = 0; i < 500; i++) {
        String attempt = "a" + i;
        assertThat(start(journal, attempt)).isInstanceOf(Recording.Recorded.class);
        finish(journal, attempt);
        journal.cursor().advance(journal.state().nextSeq());
        journal.tidy();
      }
      assertThat(segments().size()).isLessThanOrEqualTo(2);
      assertThat(journal.state().bytes()).isEqualTo(bytesOnDisk());
    }
  }

  @Test
  void keepsWhatIsOpen_whenTheSegmentItStartedInIsDeleted() throws Exception {
    try (Journal journal = open()) {
      start(journal, "long");
      for (int i = 0; i < 20; i++) {
        start(journal, "a" + i);
        finish(journal, "a" + i);
      }
      journal.cursor().advance(journal.state().nextSeq());
      journal.tidy();
    }

    assertThat(segments()).hasSize(1).doesNotContain("0000000000000000001.journal");
    try (Journal journal = open()) {
      assertThat(journal.leftOpen())
          .containsExactly((LogEvent) Drafts.started(journal.id(), 1, "long"));
    }
  }

  @Test
  void refusesStarts_whenFull_andStillTakesTheFinishOfEachOpenOne() throws Exception {
    try (Journal journal = Journal.open(directory, 64 << 10, SEGMENT)) {
      var open = new ArrayList<String>();
      Recording recording = start(journal, "a0");
      while (recording instanceof Recording.Recorded(OpenAttempt attempt)) {
        open.add(attempt.id());
        recording = start(journal, "a" + open.size());
      }

      open.forEach(attempt -> finish(journal, attempt));

      assertThat(((Recording.Full) recording).reason()).startsWith("the journal is full: ");
      assertThat(open).hasSizeGreaterThan(5);
      assertThat(journal.state().openAttempts()).isZero();
      assertThat(journal.state().unwritten()).isZero();
      assertThat(bytesOnDisk()).isLessThanOrEqualTo(64 << 10);
    }
  }

  @Test
  void refusesASecondOpening_whileTheFirstRuns() throws Exception {
    try (Journal _ = open()) {
      assertThatThrownBy(this::open)
          .isInstanceOf(JournalInUseException.class)
          .hasMessage(
              "the journal in "
                  + directory
                  + " is in use by another running gateway: each needs its own weir.data-dir");
    }
  }

  @Test
  void keepsItsIdentity() throws Exception {
    String id;
    try (Journal journal = open()) {
      id = journal.id();
    }

    try (Journal journal = open()) {
      assertThat(journal.id()).isEqualTo(id).matches("[0-9a-f]{16}");
    }
  }

  @Test
  void refusesToStart_whenTheIdentityIsLost() throws Exception {
    open().close();
    Files.delete(directory.resolve("identity"));

    assertThatThrownBy(this::open)
        .isInstanceOf(IOException.class)
        .hasMessage("the journal in " + directory + " has lost its file `identity`");
  }

  @Test
  void appendsFromAnInterruptedThread() throws Exception {
    try (Journal journal = open()) {
      Thread.currentThread().interrupt();
      List<Recording> recordings = starts(journal, 20);
      assertThat(Thread.interrupted()).isTrue();

      assertThat(recordings).allMatch(Recording.Recorded.class::isInstance);
      journal.sync();
      assertThat(seqs(journal, 1)).containsExactlyElementsOf(range(1, 20));
    }
  }

  @Test
  void holdsFinishesBackAndRefusesStarts_whileTheDiskFails() throws Exception {
    try (Journal journal = open()) {
      while (journal.state().bytes() < SEGMENT) {
        start(journal, "a" + journal.state().nextSeq());
      }
      // In the way of the next segment.
      Path obstacle = Files.createDirectories(directory.resolve("unfinished.tmp/x"));
      long next = journal.state().nextSeq();

      finish(journal, "a1");

      assertThat(journal.state().unwritten()).isOne();
      assertThat(((Recording.Full) start(journal, "more")).reason())
          .startsWith("the journal can't be written: ");

      Files.delete(obstacle);
      Files.delete(obstacle.getParent());
      journal.awaitGrowth(Duration.ZERO);

      assertThat(journal.state().unwritten()).isZero();
      assertThat(journal.state().nextSeq()).isEqualTo(next + 1);
      assertThat(start(journal, "more")).isInstanceOf(Recording.Recorded.class);
    }
  }

  @Test
  void refusesAnEventThatKafkaMightRefuse() throws Exception {
    try (Journal journal = open()) {
      Recording recording = start(journal, "x".repeat(300_000));

      assertThat(((Recording.Full) recording).reason()).endsWith("is too large for the journal");
    }
  }

  private Journal open() throws IOException {
    return Journal.open(directory, CAPACITY, SEGMENT);
  }

  private static List<Recording> starts(Journal journal, int count) {
    return Stream.generate(() -> start(journal, "a1")).limit(count).toList();
  }

  private static Recording start(Journal journal, String attempt) {
    return journal.start(seq -> Drafts.started(journal.id(), seq, attempt));
  }

  private static void finish(Journal journal, String attempt) {
    journal.finish(seq ->
        Finishes.of(Drafts.started(journal.id(), 1, attempt), seq, Drafts.NOW, Drafts.finish()));
  }

  private static List<Long> seqs(Journal journal, long from) throws Exception {
    var seqs = new ArrayList<Long>();
    try (var reader = new JournalReader(journal, from)) {
      List<Entry> entries = reader.read(Duration.ZERO);
      while (!entries.isEmpty()) {
        entries.forEach(entry -> seqs.add(entry.seq()));
        entries = reader.read(Duration.ZERO);
      }
    }
    return seqs;
  }

  private static List<Long> range(long from, long to) {
    return java.util.stream.LongStream.rangeClosed(from, to).boxed().toList();
  }

  private List<String> segments() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".journal"))
          .sorted()
          .toList();
    }
  }

  private long bytesOnDisk() throws IOException {
    long bytes = 0;
    for (String name : segments()) {
      bytes += Files.size(directory.resolve(name));
    }
    return bytes;
  }
}
