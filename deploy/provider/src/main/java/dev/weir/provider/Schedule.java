package dev.weir.provider;

import java.util.concurrent.atomic.AtomicLong;

/** Two scripts in turns, by the calls that come to this schedule. */
final class Schedule implements Script {

  private final int firstCalls;
  private final Script first;
  private final int secondCalls;
  private final Script second;
  private final AtomicLong calls = new AtomicLong();

  /** {@code secondCalls} may be {@link Integer#MAX_VALUE}: the first does not come again. */
  Schedule(int firstCalls, Script first, int secondCalls, Script second) {
    if (firstCalls < 1 || secondCalls < 1) {
      throw new IllegalArgumentException("a turn takes at least one call");
    }
    this.firstCalls = firstCalls;
    this.first = first;
    this.secondCalls = secondCalls;
    this.second = second;
  }

  @Override
  public Behaviour next(Call call) {
    long number = calls.getAndIncrement();
    long turn =
        secondCalls == Integer.MAX_VALUE ? number : number % ((long) firstCalls + secondCalls);
    return (turn < firstCalls ? first : second).next(call);
  }
}
