package dev.weir.cli.spend;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.cli.terminal.Cell;
import dev.weir.cli.terminal.Cells;
import dev.weir.cli.terminal.Column;
import dev.weir.cli.terminal.Style;
import dev.weir.cli.terminal.Table;
import dev.weir.schemas.events.SpendDay;
import dev.weir.schemas.events.SpendDay.Savings;
import dev.weir.schemas.events.SpendDay.Sums;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Spend of the ledger, added up: the most expensive first, days in their order. */
record LedgerSpend(By by, List<Row> rows) {
  private static final Comparator<Row> EXPENSIVE_FIRST =
      Comparator.<Row>comparingLong(row -> row.sums().costNanoUsd())
          .reversed()
          .thenComparing(Row::id);

  /**
   * A line.
   *
   * @param id of a key, team or user; a model with its provider; a day
   */
  record Row(String id, @Nullable String alias, Sums sums) {
    Row plus(Row other) {
      return new Row(id, other.alias == null ? alias : other.alias, sums.plus(other.sums));
    }
  }

  static LedgerSpend of(By by, List<SpendDay> days) {
    Map<String, Row> rows = new LinkedHashMap<>();
    days.stream()
        // The alias of the last day is the one that is known now.
        .sorted(Comparator.comparing(SpendDay::day))
        .flatMap(day -> rows(by, day))
        .forEach(row -> rows.merge(row.id(), row, Row::plus));
    Comparator<Row> order = by == By.DAY ? Comparator.comparing(Row::id) : EXPENSIVE_FIRST;
    return new LedgerSpend(by, rows.values().stream().sorted(order).toList());
  }

  private static Stream<Row> rows(By by, SpendDay day) {
    return switch (by) {
      case KEY, TEAM, USER -> Stream.of(new Row(day.id(), day.alias(), day.total()));
      case DAY -> Stream.of(new Row(day.day(), null, day.total()));
      case MODEL ->
          day.models().stream()
              .map(it -> new Row(it.provider() + "/" + it.model(), null, it.sums()));
    };
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  /** With a line for the sum. */
  Table table() {
    Sums total = rows.stream().map(Row::sums).reduce(Sums.NONE, Sums::plus);
    var table =
        new Table(
            List.of(
                Column.name(by.name(), 12, 0),
                Column.number("REQUESTS", 3),
                Column.number("FAILED", 6),
                Column.number("TOKENS IN", 4),
                Column.number("OUT", 5),
                Column.number("CACHED", 7),
                Column.number("SPEND", 0),
                Column.number("SHARE", 2)));
    rows.forEach(row -> table.row(cells(name(row), row.sums(), total)));
    table.row(cells(new Cell("all", Style.HEADING), total, total));
    return table;
  }

  private static Cell name(Row row) {
    return Cell.of(row.alias() == null ? row.id() : row.alias());
  }

  private static List<Cell> cells(Cell name, Sums sums, Sums total) {
    Savings savings = sums.savings();
    Double share =
        total.costNanoUsd() == 0 ? null : (double) sums.costNanoUsd() / total.costNanoUsd();
    return List.of(
        name,
        Cells.count(sums.requests()),
        Cells.count(sums.failures()),
        Cells.count(sums.tokens().prompt()),
        Cells.count(sums.tokens().output()),
        Cells.count(savings == null ? 0 : savings.hits()),
        Cells.usd(sums.costNanoUsd()),
        Cells.percent(share));
  }

  /** An object a line, without the sum. */
  List<ObjectNode> json() {
    return rows.stream().map(this::json).toList();
  }

  private ObjectNode json(Row row) {
    Sums sums = row.sums();
    Savings savings = sums.savings();
    return JsonNodeFactory.instance
        .objectNode()
        .put("by", by.toString())
        .put("id", row.id())
        .put("alias", row.alias())
        .put("requests", sums.requests())
        .put("failures", sums.failures())
        .put("prompt_tokens", sums.tokens().prompt())
        .put("output_tokens", sums.tokens().output())
        .put("cache_hits", savings == null ? 0 : savings.hits())
        .put("spend_nano_usd", sums.costNanoUsd())
        .put("estimated_nano_usd", sums.estimatedNanoUsd())
        .put("saved_nano_usd", savings == null ? 0 : savings.nanoUsd());
  }
}
