package dev.weir.accounting.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.schemas.events.BudgetLevel;
import dev.weir.schemas.events.BudgetWindow;
import dev.weir.schemas.window.Window;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RedisTaskTest {
  private static final BudgetWindow WINDOW =
      new BudgetWindow(BudgetLevel.KEY, "k", null, 0, Window.FOREVER);
  private static final Epochs EPOCHS = new Epochs(List.of("e1"), List.of());
  private final RedisTask task = new RedisTask(3, () -> {}, closed -> {});

  private static RowState row(long past) {
    return new RowState(past, List.of());
  }

  private static Map<String, Life> life(String id, LifePhase phase) {
    return Map.of("w1", new Life(id, phase));
  }

  @Test
  void keepsTheLastOfEachRow() {
    task.row(WINDOW, row(1), 10);
    task.row(WINDOW, row(2), 11);

    assertThat(task.take().rows.get(WINDOW)).isEqualTo(new TaskChanges.Row(row(2), 11));
    assertThat(task.waiting()).isZero();
  }

  @Test
  void preferWhatCameMeanwhile_whenUnsentChangesArePutBack() {
    task.row(WINDOW, row(1), 10);
    task.epochs(EPOCHS, 10);
    TaskChanges unsent = task.take();
    task.row(WINDOW, row(2), 11);

    task.putBack(unsent);

    TaskChanges all = task.take();
    assertThat(all.rows.get(WINDOW).offset()).isEqualTo(11);
    assertThat(all.lists).isEqualTo(new TaskChanges.Lists(EPOCHS, 10));
  }

  @Test
  void isToRewriteANewLife_onlyOnceItHasReadTheLogUpToItsBeginning() {
    task.seen(life("L1", LifePhase.FILLING), partition -> 70 + partition);

    assertThat(task.rewriteDue(72)).isEmpty();
    assertThat(task.rewriteDue(73)).hasValue(new Rewrite(Map.of("w1", "L1")));
  }

  @Test
  void isNotToRewriteALifeThatIsBeingWiped() {
    task.seen(life("L1", LifePhase.WIPING), partition -> 0);

    assertThat(task.rewriteDue(100)).isEmpty();
  }

  @Test
  void hasNothingToRewrite_onceItDid() {
    task.seen(life("L1", LifePhase.FILLING), partition -> 0);

    task.rewritten(task.rewriteDue(0).orElseThrow(), EPOCHS, 0);

    assertThat(task.rewriteDue(100)).isEmpty();
    assertThat(task.hasRewritten("w1", new Life("L1", LifePhase.READY))).isTrue();
    assertThat(task.hasRewritten("w1", new Life("L2", LifePhase.READY))).isFalse();
  }

  @Test
  void asksForTheEndOfTheLogOnce_forOneLife() {
    task.seen(life("L1", LifePhase.FILLING), partition -> 5);
    task.seen(
        life("L1", LifePhase.FILLING),
        partition -> {
          throw new IllegalStateException("asked again");
        });

    assertThat(task.rewriteDue(5)).isPresent();
  }

  @Test
  void isToRewriteAgain_whenSomethingDidNotReachThatLife() {
    task.seen(life("L1", LifePhase.READY), partition -> 0);
    task.rewritten(task.rewriteDue(0).orElseThrow(), EPOCHS, 0);
    task.tell("w1", Set.of("e0"));

    task.missed("w1");
    task.seen(life("L1", LifePhase.READY), partition -> 0);

    assertThat(task.rewriteDue(0)).isPresent();
    assertThat(task.told("w1")).isEmpty();
  }

  @Test
  void doesNotCountARewrite_ofWhichSomethingWasMissed() {
    task.seen(life("L1", LifePhase.READY), partition -> 0);
    Rewrite rewrite = task.rewriteDue(0).orElseThrow();
    task.missed("w1");

    task.rewritten(rewrite, EPOCHS, 0);

    assertThat(task.hasRewritten("w1", new Life("L1", LifePhase.READY))).isFalse();
    assertThat(task.rewriteDue(0)).isPresent();
  }
}
