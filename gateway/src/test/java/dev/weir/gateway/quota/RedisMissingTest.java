package dev.weir.gateway.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class RedisMissingTest {
  @Test
  void namesPartitionsNotRewritten_andEpochsNotAnnounced() {
    List<String> record =
        List.of("parts", "3", "o:0", "7|e1,e2", "o:2", "9|e2,e3", "a:e1", "1", "a:e3", "1");

    assertThat(RedisMissing.of(record)).containsExactly("accounting of partition 1", "epoch e2");
  }

  @Test
  void namesNobody_whereNoEpochIsOpen() {
    assertThat(RedisMissing.of(List.of("parts", "1", "o:0", "0|"))).isEmpty();
  }

  @Test
  void namesNobody_forARecordThatIsComplete() {
    assertThat(RedisMissing.of(List.of())).isEmpty();
  }
}
