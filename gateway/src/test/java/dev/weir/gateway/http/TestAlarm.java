package dev.weir.gateway.http;

import dev.weir.gateway.pipeline.Clockwork.Alarm;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Rings when the test says so. */
final class TestAlarm implements Alarm {
  final List<Duration> after = new CopyOnWriteArrayList<>();
  private final List<Runnable> set = new CopyOnWriteArrayList<>();

  @Override
  public Runnable after(Duration duration, Runnable action) {
    after.add(duration);
    set.add(action);
    return () -> set.remove(action);
  }

  void ring() {
    set.forEach(Runnable::run);
  }
}
