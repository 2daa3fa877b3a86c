package dev.weir.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading and drawing of latencies. */
class LatencyTest {

  @Test
  void readsEveryKind() {
    assertThat(Latency.parse("none")).isEqualTo(new Latency.None());
    assertThat(Latency.parse("50ms")).isEqualTo(new Latency.Fixed(Duration.ofMillis(50)));
    assertThat(Latency.parse("2s")).isEqualTo(new Latency.Fixed(Duration.ofSeconds(2)));
    assertThat(Latency.parse("lognormal:40ms:0.4:9"))
        .isEqualTo(new Latency.LogNormal(Duration.ofMillis(40), 0.4, 9));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "50", "fast", "-1ms", "lognormal:40ms", "lognormal:40:0.4"})
  void refusesWhatItCannotRead(String text) {
    assertThatThrownBy(() -> Latency.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void drawsAroundTheMedian() {
    Latency latency = new Latency.LogNormal(Duration.ofMillis(40), 0.4, 1);

    List<Duration> sorted =
        LongStream.rangeClosed(1, 10_001).mapToObj(latency::of).sorted().toList();

    assertThat(sorted.get(5_000).toMillis()).isBetween(39L, 41L);
    assertThat(sorted.get(8_413).toMillis()).isBetween(57L, 62L);
    assertThat(latency.of(5)).isEqualTo(latency.of(5));
  }
}
