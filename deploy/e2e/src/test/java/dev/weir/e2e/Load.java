package dev.weir.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;

/** Clients that call at the same time, each again and again, until it is ended. */
final class Load<T> implements AutoCloseable {
  private static final long LONGEST_WAIT_SECONDS = 2;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Future<List<T>>> clients = new ArrayList<>();
  private volatile boolean ended;

  private Load(int count, BooleanSupplier over, Callable<T> call) {
    for (int i = 0; i < count; i++) {
      clients.add(
          threads.submit(() -> {
            List<T> results = new ArrayList<>();
            while (!ended && !over.getAsBoolean()) {
              results.add(call.call());
            }
            return results;
          }));
    }
  }

  /** Starts. */
  static <T> Load<T> of(int clients, Callable<T> call) {
    return new Load<>(clients, () -> false, call);
  }

  /** Calls numbers 0 to {@code calls} - 1; the results in no order. */
  static <T> List<T> all(int clients, int calls, IntFunction<T> call) {
    var next = new AtomicInteger();
    Callable<List<T>> one =
        () -> {
          int number = next.getAndIncrement();
          return number < calls ? List.of(call.apply(number)) : List.of();
        };
    try (var load = new Load<>(clients, () -> next.get() >= calls, one)) {
      return load.results().stream().flatMap(List::stream).toList();
    }
  }

  /** Lets each client finish its call; the results in no order. */
  List<T> end() {
    ended = true;
    return results();
  }

  private List<T> results() {
    List<T> results = new ArrayList<>();
    try {
      for (Future<List<T>> client : clients) {
        results.addAll(client.get());
      }
    } catch (ExecutionException e) {
      throw new AssertionError("a client failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return results;
  }

  @Override
  public void close() {
    ended = true;
    threads.shutdownNow();
  }

  /** Does what {@code retry-after} asks for, as the SDKs do. */
  static void waitAsAsked(Answer answer) {
    long seconds = answer.headers().firstValueAsLong("retry-after").orElse(1);
    var after =
        CompletableFuture.delayedExecutor(
            Math.min(seconds, LONGEST_WAIT_SECONDS), TimeUnit.SECONDS, Runnable::run);
    CompletableFuture.runAsync(() -> {}, after).join();
  }
}
