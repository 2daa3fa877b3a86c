package dev.weir.gateway.journal;

import dev.weir.schemas.topics.Topics;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/** A process that records attempts until it is killed, and prints each that stands. */
final class LedgerChild {
  private LedgerChild() {}

  /**
   * Runs.
   *
   * @param args directory, bootstrap servers, topic prefix
   */
  public static void main(String[] args) throws IOException {
    var settings =
        new LedgerSettings(
            Path.of(args[0]),
            "child",
            64 << 20,
            Duration.ofSeconds(1),
            new Topics(args[2], 4),
            (short) 1,
            Map.of("bootstrap.servers", args[1]));
    @SuppressWarnings("resource") // killed
    Ledger ledger = Ledger.open(settings, InstantSource.system());
    for (int i = 0; i < 4; i++) {
      int thread = i;
      Thread.ofPlatform().start(() -> record(ledger, thread));
    }
  }

  private static void record(Ledger ledger, int thread) {
    PrintStream out = System.out;
    for (int i = 0; true; i++) {
      var recorded = (Recording.Recorded) ledger.begin(Drafts.attempt("team-" + (i + thread) % 9));
      out.println("S " + recorded.attempt().id());
      if (i % 10 != 0) {
        ledger.finish(recorded.attempt(), Drafts.finish());
        out.println("F " + recorded.attempt().id());
      }
    }
  }
}
