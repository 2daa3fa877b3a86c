package dev.weir.cli.keys;

import dev.weir.cli.terminal.Cell;
import dev.weir.cli.terminal.Cells;
import dev.weir.cli.terminal.Column;
import dev.weir.cli.terminal.Style;
import dev.weir.cli.terminal.Table;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code weir keys info KEY}. */
@Command(name = "info", abbreviateSynopsis = true, description = "Shows one key.")
final class KeyInfo implements Runnable {
  private final Keys keys;

  @Parameters(paramLabel = "KEY", description = "Its alias, id, or the beginning of the id.")
  private String name = "";

  KeyInfo(Keys keys) {
    this.keys = keys;
  }

  @Override
  public void run() {
    KeyRow key = keys.finder(keys.gateway()).find(name);
    if (keys.json()) {
      keys.terminal().print(KeyJson.of(key, keys.now()));
    } else {
      keys.terminal().print(table(key, keys.now()));
    }
  }

  private static Table table(KeyRow key, Instant now) {
    var table = new Table(List.of(Column.text("", 0), Column.name("", 20, 0)));
    row(table, "alias", Cells.text(key.alias()));
    row(table, "key", Cell.of(key.name()));
    row(table, "id", Cell.of(key.id()));
    row(table, "state", key.state(now).cell());
    row(table, "team", Cells.text(team(key)));
    row(table, "user", Cells.text(key.user()));
    row(table, "models", Cell.of(key.models().isEmpty() ? "all" : String.join(", ", key.models())));
    row(table, "spend", Cells.spend(key.spendNanoUsd()));
    row(table, "spend ever", Cells.spend(key.totalNanoUsd()));
    row(table, "budget", Cells.usd(key.budgetNanoUsd()));
    row(table, "used", Cells.share(key.share()));
    row(table, "soft budget", Cells.usd(key.softBudgetNanoUsd()));
    row(table, "period", Cells.text(key.period()));
    row(table, "resets", Cells.exactly(key.resets(), now));
    row(table, "expires", Cells.exactly(key.expires(), now));
    row(table, "created", Cells.exactly(key.created(), now));
    row(table, "requests/min", Cells.count(key.rpm()));
    row(table, "tokens/min", Cells.count(key.tpm()));
    row(table, "in parallel", Cells.count(key.parallel()));
    return table;
  }

  private static @Nullable String team(KeyRow key) {
    return key.teamAlias() == null ? key.team() : key.teamAlias() + " (" + key.team() + ")";
  }

  private static void row(Table table, String name, Cell value) {
    table.row(List.of(new Cell(name, Style.FAINT), value));
  }
}
