package dev.weir.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsdTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0                   | $0.00",
        "1                   | $0.000000001",
        "123                 | $0.00000012",
        "4321000             | $0.0043",
        "43210000            | $0.043",
        "99600000            | $0.10",
        "123456789           | $0.12",
        "995000000           | $1.00",
        "1234567890          | $1.23",
        "50000000000         | $50.00",
        "1234567895000000    | $1,234,567.90",
        "9223372036854775807 | $9,223,372,036.85",
      })
  void showsCents_andOfLessTheFirstTwoDigits(long nanos, String shown) {
    assertThat(Usd.of(nanos)).isEqualTo(shown);
  }
}
