package dev.weir.cli.spend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class SinceTest {
  @ParameterizedTest
  @CsvSource({
    "2026-11-05, 2026-11-05",
    "7d, 2026-11-23",
    "0d, 2026-11-30",
    "today, 2026-11-30",
    "month, 2026-11-01"
  })
  void namesTheFirstDay(String text, LocalDate day) {
    assertThat(new Since.Converter().convert(text).day(LocalDate.parse("2026-11-30")))
        .isEqualTo(day);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yesterday", "2026-02-30", "-1d", "7h"})
  void refusesWhatIsNoDay(String text) {
    assertThatThrownBy(() -> new Since.Converter().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessage("'" + text + "' is no day: 2026-11-01, 7d, today or month");
  }
}
