package dev.weir.gateway.http;

import dev.weir.gateway.core.RateAdmission;
import dev.weir.gateway.core.RateFigures;
import dev.weir.gateway.core.RateHold;
import dev.weir.gateway.core.RateLimit;
import dev.weir.gateway.quota.rate.RatePlane;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** Admits everything unless told otherwise, and remembers each hold of a limit. */
final class TestRates implements RatePlane {
  final List<TestHold> holds = new CopyOnWriteArrayList<>();
  private final AtomicReference<Function<List<RateLimit>, RateAdmission>> answer =
      new AtomicReference<>();

  /** What calls with a limit get from now on; null from it: they are let in. */
  void answer(Function<List<RateLimit>, RateAdmission> with) {
    answer.set(with);
  }

  @Override
  public RateAdmission admit(List<RateLimit> limits, long tokens) {
    if (limits.isEmpty()) {
      return new RateAdmission.Admitted(RateHold.NONE);
    }
    var with = answer.get();
    var given = with == null ? null : with.apply(limits);
    if (given != null) {
      return given;
    }
    var hold = new TestHold(limits, tokens);
    holds.add(hold);
    return new RateAdmission.Admitted(hold);
  }

  @Override
  public RateFigures figures(RateLimit limit) {
    return new RateFigures(limit, limit.limit(), Duration.ZERO);
  }

  /** One less than the limit is left, for a minute and a half. */
  record TestHold(List<RateLimit> limits, long tokens, List<String> endings) implements RateHold {
    TestHold(List<RateLimit> limits, long tokens) {
      this(limits, tokens, new CopyOnWriteArrayList<>());
    }

    @Override
    public List<RateFigures> figures() {
      return limits.stream()
          .map(it -> new RateFigures(it, it.limit() - 1, Duration.ofMillis(90_500)))
          .toList();
    }

    @Override
    public void settle(long used) {
      endings.add("settled " + used);
    }

    @Override
    public void release() {
      endings.add("released");
    }
  }
}
