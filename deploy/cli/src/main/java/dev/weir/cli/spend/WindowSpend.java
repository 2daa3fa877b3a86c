package dev.weir.cli.spend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.cli.api.Fields;
import dev.weir.cli.api.Gateway;
import dev.weir.cli.api.Pages;
import dev.weir.cli.terminal.Cells;
import dev.weir.cli.terminal.Column;
import dev.weir.cli.terminal.Table;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the gateway says was spent in the present windows of budgets; the largest first. */
record WindowSpend(By by, List<Row> rows) {
  private static final Comparator<Row> LARGEST_FIRST =
      Comparator.comparing(Row::spend, Comparator.nullsLast(Comparator.reverseOrder()));

  /**
   * A line.
   *
   * @param spend in nano-USD; without a budget all that was ever spent; null: not known now
   * @param budget in nano-USD; null: none
   */
  record Row(
      String id,
      @Nullable String alias,
      @Nullable Long spend,
      @Nullable Long budget,
      @Nullable Instant resets) {
    @Nullable Double share() {
      if (spend == null || budget == null) {
        return null;
      }
      return budget == 0 ? 1.0 : (double) spend / budget;
    }
  }

  static WindowSpend read(Gateway gateway, By by) {
    Stream<Row> rows =
        switch (by) {
          case KEY -> rows(Pages.keys(gateway, Map.of()), "token", "key_alias", "key_name");
          case TEAM -> rows(Pages.teams(gateway), "team_id", "team_alias");
          case USER -> rows(Pages.users(gateway), "user_id", "user_alias", "user_email");
          case MODEL, DAY -> throw new IllegalArgumentException("the gateway does not know");
        };
    return new WindowSpend(by, rows.sorted(LARGEST_FIRST).toList());
  }

  private static Stream<Row> rows(List<JsonNode> entries, String id, String... names) {
    return entries.stream()
        .map(entry -> {
          var fields = new Fields(entry);
          return new Row(
              entry.path(id).asText(),
              Stream.of(names).map(fields::text).filter(Objects::nonNull).findFirst().orElse(null),
              fields.nanos("spend"),
              fields.nanos("max_budget"),
              fields.instant("budget_reset_at"));
        });
  }

  Table table(Instant now) {
    var table =
        new Table(
            List.of(
                Column.name(by.name(), 12, 0),
                Column.number("SPEND", 0),
                Column.number("BUDGET", 0),
                Column.number("USED", 1),
                Column.text("RESETS", 2)));
    for (Row row : rows) {
      table.row(
          List.of(
              Cells.text(row.alias() == null ? row.id() : row.alias()),
              Cells.spend(row.spend()),
              Cells.usd(row.budget()),
              Cells.share(row.share()),
              Cells.when(row.resets(), now)));
    }
    return table;
  }

  List<ObjectNode> json() {
    return rows.stream()
        .map(row ->
            JsonNodeFactory.instance
                .objectNode()
                .put("by", by.toString())
                .put("id", row.id())
                .put("alias", row.alias())
                .put("spend_nano_usd", row.spend())
                .put("budget_nano_usd", row.budget())
                .put("resets_at", row.resets() == null ? null : row.resets().toString()))
        .toList();
  }
}
