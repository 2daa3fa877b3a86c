package dev.weir.accounting.fold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.schemas.events.BudgetLevel;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DriftTest {
  private static final Spender KEY = new Spender(0, BudgetLevel.KEY, "k");
  private static final Spender KEY_ELSEWHERE = new Spender(1, BudgetLevel.KEY, "k");
  private static final Spender TEAM = new Spender(0, BudgetLevel.TEAM, "t");

  @Test
  void isZero_whereAllBooksSayTheSame() {
    Map<Spender, Long> spent = Map.of(KEY, 5L, KEY_ELSEWHERE, 7L, TEAM, 12L);

    assertThat(drift(spent, look(spent, spent, 12L, spent))).isEqualTo(of(0, 0));
  }

  @Test
  void isZero_whereABookIsBetweenWhatWasAndWhatIs() {
    Map<Spender, Long> now = Map.of(KEY, 9L);

    for (long seen : new long[] {5, 7, 9}) {
      assertThat(drift(Map.of(KEY, 5L), look(now, Map.of(KEY, seen), seen, now)))
          .isEqualTo(of(0, 0));
    }
  }

  @Test
  void isWhatABookLacksOfTheEarlierLook_orHasBeyondTheLater() {
    Map<Spender, Long> now = Map.of(KEY, 9L);

    assertThat(drift(Map.of(KEY, 5L), look(now, Map.of(KEY, 3L), 4L, now))).isEqualTo(of(2, 1));
    assertThat(drift(Map.of(KEY, 5L), look(now, Map.of(KEY, 10L), 12L, now))).isEqualTo(of(1, 3));
    assertThat(drift(Map.of(KEY, 5L), look(now, Map.of(), 9L, now))).isEqualTo(of(5, 0));
  }

  @Test
  void addsUpWhatIsApart_soThatTwoFaultsDoNotHideEachOther() {
    Map<Spender, Long> spent = Map.of(KEY, 5L, KEY_ELSEWHERE, 5L);

    assertThat(drift(spent, look(spent, Map.of(KEY, 4L, KEY_ELSEWHERE, 6L), 10L, spent)))
        .isEqualTo(of(2, 0));
  }

  @Test
  void leavesOutAPartitionThatIsReadElsewhereByNow() {
    Map<Spender, Long> left = Map.of(KEY_ELSEWHERE, 7L);
    Map<Spender, Long> before = Map.of(KEY, 5L, KEY_ELSEWHERE, 7L);

    assertThat(drift(before, look(left, left, null, left)).redis()).hasValue(0);
  }

  @Test
  void isUnknown_whereABookCantBeRead() {
    Map<Spender, Long> spent = Map.of(KEY, 5L);

    assertThat(drift(spent, look(spent, null, null, spent))).isEqualTo(Drift.UNKNOWN);
  }

  private static Drift drift(Map<Spender, Long> earlier, Drift.Look later) {
    return Drift.between(look(earlier, null, null, earlier), later);
  }

  private static Drift.Look look(
      Map<Spender, Long> before,
      @Nullable Map<Spender, Long> redis,
      @Nullable Long totals,
      Map<Spender, Long> after) {
    return new Drift.Look(before, redis, totals, after);
  }

  private static Drift of(long redis, long totals) {
    return new Drift(OptionalLong.of(redis), OptionalLong.of(totals));
  }
}
