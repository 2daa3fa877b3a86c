package dev.weir.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WhenTest {
  @ParameterizedTest
  @CsvSource({
    "PT0S, in 0 s",
    "PT59S, in 59 s",
    "PT119M, in 119 min",
    "PT2H, in 2 h",
    "PT47H59M, in 47 h",
    "PT48H, in 2 d",
    "P30D, in 30 d",
    "PT-1S, 1 s ago",
    "P-3D, 3 d ago"
  })
  void tellsTheDistance(Duration distance, String text) {
    assertThat(When.of(Captured.NOW.plus(distance), Captured.NOW)).isEqualTo(text);
  }
}
