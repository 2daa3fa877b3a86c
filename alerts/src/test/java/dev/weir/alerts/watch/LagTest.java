package dev.weir.alerts.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LagTest {
  private static final Instant T0 = Instant.parse("2026-11-22T10:00:00Z");
  private static final TopicPartition FIRST = new TopicPartition("log", 0);
  private static final TopicPartition SECOND = new TopicPartition("log", 1);

  private final Lag lag = new Lag(Duration.ofMinutes(1));

  private Lag.News at(int second, Map<TopicPartition, Long> ends, Map<TopicPartition, Long> done) {
    return lag.look(new Lag.Reading(T0.plusSeconds(second), ends, done));
  }

  @Test
  void isSilent_whileWhatStandsInTheLogIsFoldedInTime() {
    assertThat(at(0, Map.of(FIRST, 100L), Map.of())).isEqualTo(new Lag.News.None());
    assertThat(at(59, Map.of(FIRST, 900L), Map.of())).isEqualTo(new Lag.News.None());
    assertThat(at(60, Map.of(FIRST, 900L), Map.of(FIRST, 100L))).isEqualTo(new Lag.News.None());
  }

  @Test
  void saysOnceThatItIsBehind_andOnceThatItHasCaughtUp() {
    at(0, Map.of(FIRST, 100L, SECOND, 7L), Map.of(SECOND, 7L));
    at(30, Map.of(FIRST, 150L, SECOND, 7L), Map.of(SECOND, 7L));

    assertThat(at(60, Map.of(FIRST, 200L, SECOND, 7L), Map.of(FIRST, 90L, SECOND, 7L)))
        .isEqualTo(new Lag.News.Behind(110));
    assertThat(at(70, Map.of(FIRST, 200L), Map.of(FIRST, 99L, SECOND, 7L)))
        .isEqualTo(new Lag.News.None());
    assertThat(at(120, Map.of(FIRST, 200L), Map.of(FIRST, 200L, SECOND, 7L)))
        .isEqualTo(new Lag.News.CaughtUp(Duration.ofMinutes(2)));
  }
}
