package dev.weir.accounting.fold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.schemas.events.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DigestTest {
  private static final Instant T0 = Instant.parse("2026-11-22T10:00:00Z");
  private static final Route ROUTE = new Route("gpt-4o", "d1", "openai", "gpt-4o");
  private static final Digest.Policy POLICY =
      new Digest.Policy(
          List.of(
              Duration.ZERO, Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofHours(1)));

  /** Each message's count, with the second in which it is told. */
  private static List<String> told(int signals, int perSecond, int untilSecond) {
    List<String> told = new ArrayList<>();
    Digest digest = null;
    int sent = 0;
    for (int second = 0; second <= untilSecond; second++) {
      long millis = second * 1_000L;
      for (int i = 0; i < perSecond && sent < signals; i++, sent++) {
        Signal signal = new Signal.Failed(T0.plusSeconds(second), ROUTE, 503, "server", "c" + sent);
        digest =
            digest == null ? Digest.begin(signal, POLICY, millis) : digest.plus(signal, millis);
        if (digest.due(millis)) {
          told.add(second + ": " + digest.repeats().count());
          digest = digest.told(POLICY, millis);
        }
      }
      if (digest.due(millis)) {
        told.add(second + ": " + digest.repeats().count());
        digest = digest.told(POLICY, millis);
      }
    }
    return told;
  }

  @Test
  void tellsTenThousandInAMinuteAndAHalfInThreeMessages() {
    assertThat(told(10_000, 100, 7_200)).containsExactly("0: 1", "60: 6000", "660: 3999");
  }

  @Test
  void tellsWhatGoesOnOnceAnHour() {
    assertThat(told(100_000, 1, 12_000))
        .containsExactly("0: 1", "60: 60", "660: 600", "4260: 3600", "7860: 3600", "11460: 3600");
  }

  @Test
  void keepsTheSlowest() {
    Digest digest = Digest.begin(slow(5), POLICY, 0).plus(slow(9), 1).plus(slow(7), 2);

    assertThat(digest.last()).isEqualTo(slow(9));
    assertThat(digest.repeats().count()).isEqualTo(3);
  }

  private static Signal slow(int seconds) {
    return new Signal.Slow(T0, ROUTE, Duration.ofSeconds(seconds), "c" + seconds);
  }
}
