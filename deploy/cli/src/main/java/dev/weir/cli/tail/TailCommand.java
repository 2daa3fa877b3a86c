package dev.weir.cli.tail;

import dev.weir.cli.ledger.KafkaOptions;
import dev.weir.cli.ledger.Ledger;
import dev.weir.cli.ledger.TopicReader;
import dev.weir.cli.terminal.OutputOptions;
import dev.weir.cli.terminal.Surroundings;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code weir tail}: attempts as they end. */
@Command(
    name = "tail",
    abbreviateSynopsis = true,
    description = {
      "Follows the ledger: a line for each attempt that ends, with its key and team, model and"
          + " deployment, status, latency, tokens (in+out) and cost (~: estimated). Ctrl-C ends it."
    },
    footer = {
      "",
      "Examples:",
      "  weir tail --kafka localhost:9092",
      "  weir tail --config config.yaml --errors --since 10m",
      "  weir tail --team payments --model gpt-4o",
      "  weir tail --since 1h --no-follow --json | jq .chargedNanoUsd"
    })
public final class TailCommand implements Runnable {
  private static final Duration POLL = Duration.ofMillis(500);

  private final Surroundings surroundings;
  private final OutputOptions output;

  @Mixin private final KafkaOptions kafka;

  @Mixin private final AttemptFilter filter = new AttemptFilter();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = Ago.class,
      description = "First what ended within this time: 30s, 10m, 2h, 1d (default: nothing).")
  private @Nullable Duration since;

  @Option(names = "--no-follow", description = "Ends where the ledger ends now.")
  private boolean once;

  /** Nothing asked yet. */
  public TailCommand(Surroundings surroundings, OutputOptions output) {
    this.surroundings = surroundings;
    this.output = output;
    this.kafka = new KafkaOptions(surroundings);
  }

  @Override
  public void run() {
    Ledger ledger = kafka.ledger();
    var attempts = new Attempts(filter, surroundings, output.json());
    try (TopicReader reader = TopicReader.open(ledger.kafka(), ledger.topics().attempts().name())) {
      if (since == null) {
        reader.fromEnd();
      } else {
        reader.from(surroundings.clock().instant().minus(since));
      }
      Map<TopicPartition, Long> ends = once ? reader.ends() : Map.of();
      attempts.begin();
      while (!surroundings.terminal().abandoned() && !(once && reader.reached(ends))) {
        attempts.show(reader.next(POLL));
      }
    }
  }
}
