package dev.weir.schemas.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstantTextTest {
  @Test
  void readsWhatTheJdkWrites() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      long second = random.nextLong(-70_000_000_000L, 260_000_000_000L);
      int unit = new int[] {1, 1_000, 1_000_000, 1_000_000_000}[i % 4];
      Instant instant = Instant.ofEpochSecond(second, random.nextInt(1_000_000_000) / unit * unit);

      assertThat(InstantText.read(instant.toString())).isEqualTo(instant);
    }
  }

  @Test
  void writesWhatTheJdkWrites() {
    Random random = new Random(8);
    for (int i = 0; i < 20_000; i++) {
      long second = random.nextLong(-70_000_000_000L, 260_000_000_000L);
      int unit = new int[] {1, 1_000, 1_000_000, 1_000_000_000}[i % 4];
      Instant instant = Instant.ofEpochSecond(second, random.nextInt(1_000_000_000) / unit * unit);

      assertThat(InstantText.write(instant)).isEqualTo(instant.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {-62_167_219_201L, -62_167_219_200L, 253_402_300_799L, 253_402_300_800L, 0})
  void writesTheEndsOfThePlainYears(long second) {
    Instant instant = Instant.ofEpochSecond(second);

    assertThat(InstantText.write(instant)).isEqualTo(instant.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-22T23:59:30.5Z",
        "2026-11-22T23:59:30.123456789Z",
        "2026-11-22T23:59:30.Z",
        "2026-11-22T24:00:00Z",
        "2016-12-31T23:59:60Z",
        "2024-02-29T00:00:00Z",
        "2026-11-22T23:59:30+01:00",
        "+12026-11-22T23:59:30Z"
      })
  void readsWhatTheJdkReads(String text) {
    assertThat(InstantText.read(text)).isEqualTo(Instant.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "now",
        "2026-11-22T23:59Z",
        "2026-02-29T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-11-22T25:00:00Z",
        "2026-11-22T23:60:00Z",
        "2026-11-22 23:59:30Z",
        "2026-11-22T23:59:30,5Z",
        "2026-11-22T23:59:30.1234567890Z"
      })
  void refusesWhatTheJdkRefuses(String text) {
    assertThatThrownBy(() -> Instant.parse(text)).isInstanceOf(DateTimeException.class);
    assertThatThrownBy(() -> InstantText.read(text)).isInstanceOf(DateTimeException.class);
  }
}
