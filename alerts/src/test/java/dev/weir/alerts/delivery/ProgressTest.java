package dev.weir.alerts.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressTest {
  @Test
  void readsOnFromTheFarthestBehind_andTellsNobodyTwice() {
    var progress = new Progress(50, Map.of("a", 5L, "b", 20L));

    Progress read = Progress.parse(progress.offset(), progress.text());

    assertThat(read).isEqualTo(progress);
    assertThat(read.offset()).isEqualTo(5);
    assertThat(read.told("a", 4)).isTrue();
    assertThat(read.told("a", 5)).isFalse();
    assertThat(read.told("b", 19)).isTrue();
    assertThat(read.told("new", 49)).isTrue();
    assertThat(read.told("new", 50)).isFalse();
  }

  @Test
  void takesAnOffsetWithoutTextForTheWholeTruth() {
    assertThat(Progress.parse(7, "")).isEqualTo(new Progress(7, Map.of()));
    assertThat(Progress.parse(7, "something else")).isEqualTo(new Progress(7, Map.of()));
  }
}
