package dev.weir.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What a ring keeps while it grows and after. */
class RingTest {

  @Test
  void keepsTheNewest_whileItGrowsAndAfter() {
    Ring<Long> ring = new Ring<>(1_000);

    for (long number = 1; number <= 3_000; number++) {
      ring.add(number);
      assertThat(ring.get(number)).isEqualTo(number);
      assertThat(ring.get(Math.max(1, number - 999))).isEqualTo(Math.max(1, number - 999));
    }

    assertThat(ring.entries()).isEqualTo(LongStream.rangeClosed(2_001, 3_000).boxed().toList());
    assertThat(ring.get(2_000)).isNull();
    assertThat(ring.get(3_001)).isNull();
    assertThat(ring.size()).isEqualTo(3_000);
  }

  @Test
  void forgetsAllButTheNumbers_whenCleared() {
    Ring<String> ring = new Ring<>(10);
    ring.add("a");

    ring.clear();
    ring.add("b");

    assertThat(ring.entries()).isEqualTo(List.of("b"));
    assertThat(ring.get(1)).isNull();
    assertThat(ring.get(2)).isEqualTo("b");
    assertThat(ring.size()).isEqualTo(1);
  }

  @Test
  void keepsNothing_whenItHasNoRoom() {
    Ring<String> ring = new Ring<>(0);

    ring.add("a");

    assertThat(ring.entries()).isEmpty();
    assertThat(ring.get(1)).isNull();
    assertThat(ring.size()).isEqualTo(1);
  }
}
