package dev.weir.embedded;

import java.util.function.BooleanSupplier;

/** Waits for what nobody announces: a port, another process. */
final class Poll {
  private static final long STEP_MS = 10;
  private static final int STEPS = 1500;

  private Poll() {}

  /** Whether the condition came true within some 15 seconds: long, for machines that are busy. */
  static boolean until(BooleanSupplier condition) {
    for (int i = 0; i < STEPS; i++) {
      if (condition.getAsBoolean()) {
        return true;
      }
      try {
        Thread.sleep(STEP_MS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return condition.getAsBoolean();
      }
    }
    return false;
  }
}
