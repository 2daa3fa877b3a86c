package dev.weir.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
  private static final int WIDE = Integer.MAX_VALUE;

  private final Table table =
      new Table(
          List.of(
              Column.name("NAME", 6, 0),
              Column.number("SPEND", 0),
              Column.text("STATE", 1),
              Column.text("ID", 2)));

  TableTest() {
    row("東京-checkout", "$1.23", new Cell("active", Style.GOOD), "0123456789ab");
    row("b\nc", "$1,000.00", new Cell("blocked", Style.BAD), "ba9876543210");
  }

  private void row(String name, String spend, Cell state, String id) {
    table.row(List.of(Cell.of(name), Cell.of(spend), state, Cell.of(id)));
  }

  @Test
  void aligns_whereThereIsRoom() {
    assertThat(table.lines(WIDE, false))
        .containsExactly(
            "NAME               SPEND  STATE    ID",
            "東京-checkout      $1.23  active   0123456789ab",
            "b\\u000ac       $1,000.00  blocked  ba9876543210");
  }

  @Test
  void shortensNamesFirst() {
    assertThat(table.lines(42, false))
        .containsExactly(
            "NAME          SPEND  STATE    ID",
            "東京-ch…      $1.23  active   0123456789ab",
            "b\\u000ac  $1,000.00  blocked  ba9876543210");
  }

  @Test
  void leavesOutColumns_whereNamesCantBeShorter() {
    assertThat(table.lines(30, false))
        .containsExactly(
            "NAME            SPEND  STATE",
            "東京-chec…      $1.23  active",
            "b\\u000ac    $1,000.00  blocked",
            "(no room for: ID)");
  }

  @Test
  void colours_whereItIsTold() {
    assertThat(table.lines(20, true))
        .containsExactly(
            "\u001b[1mNAME     \u001b[0m  \u001b[1m    SPEND\u001b[0m",
            "東京-che…      $1.23",
            "b\\u000ac   $1,000.00",
            "\u001b[2m(no room for: STATE, ID)\u001b[0m");
  }
}
