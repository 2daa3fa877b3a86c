package dev.weir.gateway.app;

import dev.weir.gateway.pipeline.Clockwork.Alarm;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One thread for all alarms: what they do does not block. */
final class Alarms implements Alarm, AutoCloseable {
  private final ScheduledThreadPoolExecutor executor;

  private Alarms(ScheduledThreadPoolExecutor executor) {
    this.executor = executor;
  }

  static Alarms start() {
    var executor =
        new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("alarms").factory());
    executor.setRemoveOnCancelPolicy(true);
    return new Alarms(executor);
  }

  @Override
  public Runnable after(Duration duration, Runnable action) {
    Future<?> set = executor.schedule(action, duration.toNanos(), TimeUnit.NANOSECONDS);
    return () -> set.cancel(false);
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
