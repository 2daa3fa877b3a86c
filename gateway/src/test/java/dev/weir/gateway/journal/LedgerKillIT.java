package dev.weir.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.schemas.events.AttemptFinished;
import dev.weir.schemas.events.AttemptStarted;
import dev.weir.schemas.events.EpochClosed;
import dev.weir.schemas.events.Outcome;
import dev.weir.schemas.topics.Topics;
import dev.weir.testkit.KafkaExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class LedgerKillIT {
  @RegisterExtension static final KafkaExtension KAFKA = new KafkaExtension();

  private static final int ENOUGH_BYTES = 300_000;

  @TempDir Path directory;

  private final Set<String> started = new HashSet<>();
  private final Set<String> finished = new HashSet<>();

  @Test
  void losesNothingThatStood_andClosesTheOpen_whenKilledInMidAppend() throws Exception {
    String prefix = KAFKA.newPrefix();
    recordUntilKilled(prefix);
    var topics = new Topics(prefix, 4);
    var settings =
        new LedgerSettings(
            directory,
            "node",
            64 << 20,
            Duration.ofSeconds(60),
            topics,
            (short) 1,
            Map.of("bootstrap.servers", KAFKA.bootstrapServers()));

    Ledger.open(settings, InstantSource.system()).close();

    AttemptLog log = AttemptLog.read(KAFKA.bootstrapServers(), topics.attempts().name());
    Map<String, Outcome> ends =
        log.of(AttemptFinished.class).stream()
            .collect(Collectors.toMap(AttemptFinished::attempt, AttemptFinished::outcome));
    assertThat(started).hasSizeGreaterThan(3_000);
    assertThat(attempts(log)).containsAll(started).isEqualTo(ends.keySet());
    assertThat(finished).allMatch(id -> ends.get(id) == Outcome.SUCCEEDED);
    assertThat(ends.values()).contains(Outcome.ORPHANED);
    assertThat(log.of(EpochClosed.class)).hasSize(2 * 4);
    log.assertWhole(log.events().mapToLong(event -> event.seq()).max().orElseThrow());
  }

  private static Set<String> attempts(AttemptLog log) {
    return log.of(AttemptStarted.class).stream()
        .map(AttemptStarted::attempt)
        .collect(Collectors.toSet());
  }

  private void recordUntilKilled(String prefix) throws IOException, InterruptedException {
    Path printed = directory.resolve("printed.txt");
    Process child =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                LedgerChild.class.getName(),
                directory.toString(),
                KAFKA.bootstrapServers(),
                prefix)
            .redirectOutput(printed.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      await().atMost(Duration.ofSeconds(60)).until(() -> Files.size(printed) > ENOUGH_BYTES);
    } finally {
      child.destroyForcibly().waitFor();
    }
    String text = Files.readString(printed);
    // The last line may be torn.
    text.substring(0, text.lastIndexOf('\n')).lines().forEach(this::note);
  }

  private void note(String line) {
    if (line.startsWith("S ")) {
      started.add(line.substring(2));
    } else if (line.startsWith("F ")) {
      finished.add(line.substring(2));
    }
  }
}
