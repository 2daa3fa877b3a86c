package dev.weir.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrintableTest {
  @Test
  void escapesWhatMovesTheCursor_orTurnsTheDirectionOfWriting() {
    assertThat(Printable.of("a\u001b[2Jb\nc\u009bd\u202ee\u2028f\ud800g\u007f"))
        .isEqualTo("a\\u001b[2Jb\\u000ac\\u009bd\\u202ee\\u2028f\\ud800g\\u007f");
  }

  @Test
  void showsLettersOfAllScripts() {
    assertThat(Printable.of("Zürich 東京 🙂 a\\b")).isEqualTo("Zürich 東京 🙂 a\\b");
  }

  @Test
  void masksKeys() {
    assertThat(Printable.masked("unknown: sk-abcdefgh_12-X, sk-...wxyz"))
        .isEqualTo("unknown: sk-***, sk-...wxyz");
  }

  @ParameterizedTest
  @CsvSource({"abc, 3", "東京, 4", "e\u0301, 1", "🙂, 2", "ＡＢ, 4"})
  void countsColumns(String text, int width) {
    assertThat(Printable.width(text)).isEqualTo(width);
  }

  @ParameterizedTest
  @CsvSource({"abcdef, 6, abcdef", "abcdef, 5, abcd…", "東京都, 5, 東京…", "東京都, 4, 東…"})
  void shortensWithAnEllipsis(String text, int width, String fitted) {
    assertThat(Printable.fitted(text, width)).isEqualTo(fitted);
  }
}
