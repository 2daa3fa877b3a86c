package dev.weir.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Calls to a group over all nodes in turn, by a clock, each on a thread of its own: a call that
 * takes long delays no other. Latency counts from the time at which a call should have started.
 */
final class Calls {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<Target> nodes;
  private final String body;
  private final AtomicInteger succeeded = new AtomicInteger();
  private final Map<Integer, LongAdder> failures = new ConcurrentSkipListMap<>();
  private long[] latencies = {};

  Calls(List<Target> nodes, String group) {
    this.nodes = nodes;
    this.body = Target.body().replace("gpt-4o", group);
  }

  /** Runs to the end; {@code beside} begins with the first call. */
  void run(int perSecond, Duration duration, Runnable beside) throws InterruptedException {
    long gap = Duration.ofSeconds(1).toNanos() / perSecond;
    latencies = new long[Math.toIntExact(duration.toSeconds() * perSecond)];
    List<Thread> threads = new ArrayList<>();
    long start = System.nanoTime();
    threads.add(Thread.ofVirtual().start(beside));
    for (int i = 0; i < latencies.length; i++) {
      long due = start + i * gap;
      for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
        LockSupport.parkNanos(wait);
      }
      int number = i;
      threads.add(Thread.ofVirtual().start(() -> call(number, due)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    Arrays.sort(latencies);
  }

  private void call(int number, long due) {
    int status = once(number % nodes.size());
    if (status == 200) {
      succeeded.incrementAndGet();
    } else {
      failures.computeIfAbsent(status, _ -> new LongAdder()).increment();
    }
    latencies[number] = System.nanoTime() - due;
  }

  /** One call to this node; its status, 0 where there was no answer. */
  int once(int node) {
    Target target = nodes.get(node);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + target.port() + Target.PATH))
            .timeout(PATIENCE)
            .header("content-type", "application/json")
            .header("authorization", "Bearer " + target.key())
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  /** How many got no answer, by status; 0: none. */
  Map<Integer, LongAdder> failures() {
    return failures;
  }

  int succeeded() {
    return succeeded.get();
  }

  int total() {
    return latencies.length;
  }

  /** A quantile of the latencies in milliseconds. */
  double millis(double share) {
    int at = (int) Math.min(latencies.length - 1L, Math.round(share * latencies.length));
    return latencies[at] / 1e6;
  }
}
