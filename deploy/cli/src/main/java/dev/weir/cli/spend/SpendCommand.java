package dev.weir.cli.spend;

import dev.weir.cli.api.GatewayOptions;
import dev.weir.cli.ledger.KafkaOptions;
import dev.weir.cli.ledger.Ledger;
import dev.weir.cli.terminal.OutputOptions;
import dev.weir.cli.terminal.Surroundings;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code weir spend}: from the ledger where it is said where Kafka is, else from the gateway. */
@Command(
    name = "spend",
    abbreviateSynopsis = true,
    description = {
      "Shows what was spent. Where it is said where Kafka is, from the ledger: by day, to the"
          + " nano-dollar, of deleted keys too. Else from the gateway: what keys, teams or users"
          + " have spent of their budgets in the present windows."
    },
    footer = {
      "",
      "Examples:",
      "  weir spend --by team                                     from the gateway",
      "  weir spend --kafka localhost:9092 --since month          this month, by key",
      "  weir spend --config config.yaml --by model --team payments --since 7d",
      "  weir spend --config config.yaml --by day --json"
    })
public final class SpendCommand implements Runnable {
  private final Surroundings surroundings;
  private final OutputOptions output;

  @Mixin private final GatewayOptions gateway;

  @Mixin private final KafkaOptions kafka;

  @Option(
      names = "--by",
      paramLabel = "WHAT",
      description = "${COMPLETION-CANDIDATES}; model and day only from the ledger (default: key).")
  private By by = By.KEY;

  @Option(
      names = "--since",
      paramLabel = "DAY",
      converter = Since.Converter.class,
      description =
          "Only from this day on: 2026-11-01, 7d, today or month (its first day); only from the"
              + " ledger (default: all days).")
  private @Nullable Since since;

  @ArgGroup private @Nullable Whose whose;

  /** Nothing asked yet. */
  public SpendCommand(Surroundings surroundings, OutputOptions output) {
    this.surroundings = surroundings;
    this.output = output;
    this.gateway = new GatewayOptions(surroundings);
    this.kafka = new KafkaOptions(surroundings);
  }

  @Override
  public void run() {
    if (kafka.given() || onlyTheLedgerKnows()) {
      show(kafka.ledger());
    } else {
      show(WindowSpend.read(gateway.gateway(), by));
    }
  }

  private boolean onlyTheLedgerKnows() {
    return since != null || whose != null || by == By.MODEL || by == By.DAY;
  }

  private void show(WindowSpend windows) {
    if (output.json()) {
      windows.json().forEach(surroundings.terminal()::print);
    } else if (windows.rows().isEmpty()) {
      surroundings.terminal().note("the gateway knows no " + by);
    } else {
      surroundings.terminal().print(windows.table(surroundings.clock().instant()));
    }
  }

  private void show(Ledger ledger) {
    LocalDate today = surroundings.clock().instant().atZone(ledger.zone()).toLocalDate();
    LocalDate first = since == null ? LocalDate.MIN : since.day(today);
    LedgerSpend spend = LedgerSpend.of(by, SpendDays.read(ledger, by, whose, first));
    if (output.json()) {
      spend.json().forEach(surroundings.terminal()::print);
    } else if (spend.isEmpty()) {
      surroundings.terminal().note("nothing was spent");
    } else {
      surroundings.terminal().print(spend.table());
    }
  }
}
