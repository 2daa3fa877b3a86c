package dev.weir.gateway.http;

import dev.weir.gateway.core.Admission;
import dev.weir.gateway.core.Budget;
import dev.weir.gateway.core.Hold;
import dev.weir.gateway.quota.BudgetPlane;
import dev.weir.gateway.quota.PlaneState;
import dev.weir.schemas.events.BudgetHold;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;

/** Admits everything unless told otherwise, and remembers each hold. */
final class TestPlane implements BudgetPlane {
  final List<TestHold> holds = new CopyOnWriteArrayList<>();
  private final AtomicReference<BiFunction<Budget, Long, Admission>> refusal =
      new AtomicReference<>();

  /** What callers with a budget get from now on. */
  void refuse(BiFunction<Budget, Long, Admission> with) {
    refusal.set(with);
  }

  @Override
  public Admission admit(List<Budget> budgets, long nanoUsd) {
    var refuse = refusal.get();
    if (refuse != null && !budgets.isEmpty()) {
      return refuse.apply(budgets.getFirst(), nanoUsd);
    }
    var hold = new TestHold(budgets, nanoUsd);
    holds.add(hold);
    return new Admission.Admitted(hold);
  }

  @Override
  public PlaneState state() {
    return new PlaneState(true, "", List.of(), 0, 0, 0, 0, 0);
  }

  /** A hold that tells how it ended. */
  static final class TestHold implements Hold {
    final long held;
    final List<Long> endings = new CopyOnWriteArrayList<>();
    private final List<Budget> budgets;

    private TestHold(List<Budget> budgets, long held) {
      this.budgets = budgets;
      this.held = held;
    }

    @Override
    public List<BudgetHold> parts() {
      return budgets.stream()
          .map(budget -> new BudgetHold(budget.window(), held, budget.limitNanoUsd()))
          .toList();
    }

    @Override
    public void settle(long nanoUsd) {
      endings.add(nanoUsd);
    }

    @Override
    public void release() {
      endings.add(0L);
    }
  }
}
