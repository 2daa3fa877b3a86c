package dev.weir.e2e;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** So many calls a second, whether or not those before have been answered, until it is ended. */
final class SteadyLoad<T> implements AutoCloseable {
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Queue<Future<T>> calls = new ConcurrentLinkedQueue<>();

  /** Starts; {@code call} is given its number. */
  SteadyLoad(int aSecond, IntFunction<T> call) {
    var next = new AtomicInteger();
    long gap = Duration.ofSeconds(1).dividedBy(aSecond).toNanos();
    var _ =
        clock.scheduleAtFixedRate(
            () -> {
              int number = next.getAndIncrement();
              calls.add(threads.submit(() -> call.apply(number)));
            },
            0,
            gap,
            TimeUnit.NANOSECONDS);
  }

  /** Begins no more calls, and waits for those that run. */
  List<T> end() {
    clock.close();
    List<T> results = new ArrayList<>();
    try {
      for (Future<T> call : calls) {
        results.add(call.get());
      }
    } catch (ExecutionException e) {
      throw new AssertionError("a call failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return results;
  }

  @Override
  public void close() {
    clock.shutdownNow();
    threads.shutdownNow();
  }
}
