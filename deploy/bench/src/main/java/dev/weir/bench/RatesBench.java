package dev.weir.bench;

import dev.weir.provider.Attempt;
import dev.weir.provider.Script;
import dev.weir.provider.ScriptedProvider;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * {@code rates}: ten keys of 100 requests a minute, each asked for ten times as much over three
 * nodes for three minutes. What was let in is counted by the provider: each key has a model of its
 * own.
 */
final class RatesBench {
  private static final int KEYS = 10;
  private static final int NODES = 3;
  private static final int LIMIT = 100;
  private static final int PER_SECOND = 17;
  private static final int WINDOWS = 3;
  private static final Duration WINDOW = Duration.ofSeconds(60);
  private static final Duration WARM_UP = Duration.ofSeconds(10);

  /** The last window ends this much earlier than the load. */
  private static final Duration MARGIN = Duration.ofSeconds(5);

  private final Path directory;
  private final PrintStream out;
  private final List<String> gatewayOptions;

  RatesBench(Path directory, PrintStream out, List<String> gatewayOptions) {
    this.directory = directory;
    this.out = out;
    this.gatewayOptions = gatewayOptions;
  }

  void run() throws IOException, InterruptedException {
    List<Integer> ports = new ArrayList<>();
    for (int i = 0; i < NODES; i++) {
      ports.add(Ports.free());
    }
    try (ScriptedProvider provider = ScriptedProvider.start(Script.seeded(7));
        Weir weir = new Weir(directory, models(provider.baseUri()), ports, gatewayOptions)) {
      new Calls(weir.ready(), "warm").run(100, WARM_UP, () -> {});
      List<Calls> loads = new ArrayList<>();
      for (int i = 0; i < KEYS; i++) {
        loads.add(new Calls(weir.targets("{\"rpm_limit\":" + LIMIT + "}"), group(i)));
      }
      Thread.sleep(WARM_UP.dividedBy(5));
      // Connections and code paths first: the second load's latencies are printed.
      load(loads, WARM_UP);
      load(loads, WINDOW.multipliedBy(WINDOWS).plus(MARGIN));
      print(provider, loads);
    }
  }

  private static String models(URI provider) {
    StringBuilder models = new StringBuilder("model_list:\n").append(entry("warm", provider));
    IntStream.range(0, KEYS).forEach(i -> models.append(entry(group(i), provider)));
    return models.toString();
  }

  private static String entry(String group, URI provider) {
    return """
      - model_name: %s
        litellm_params: {model: openai/gpt-4o, api_key: sk-provider, api_base: %s/d/%s/v1}
    """
        .formatted(group, provider, group);
  }

  private static String group(int key) {
    return "rate-" + key;
  }

  private static void load(List<Calls> loads, Duration duration) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (Calls calls : loads) {
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                try {
                  calls.run(PER_SECOND, duration, () -> {});
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void print(ScriptedProvider provider, List<Calls> loads) {
    out.printf(
        Locale.ROOT,
        "%d keys of %d/min, %d/min asked of each, over %d nodes%n",
        KEYS,
        LIMIT,
        PER_SECOND * 60,
        NODES);
    int most = 0;
    int least = Integer.MAX_VALUE;
    for (int i = 0; i < KEYS; i++) {
      List<Instant> came =
          provider.attempts(group(i)).stream().map(Attempt::arrivedAt).sorted().toList();
      List<Integer> windows = new ArrayList<>();
      for (int window = 0; window < WINDOWS; window++) {
        windows.add(within(came, came.getFirst().plus(WINDOW.multipliedBy(window))));
      }
      int peak = came.stream().mapToInt(from -> within(came, from)).max().orElse(0);
      most = Math.max(most, peak);
      least = Math.min(least, windows.stream().mapToInt(Integer::intValue).min().orElse(0));
      out.printf(
          Locale.ROOT,
          "  key %d: let in per window %s, at most %d in any 60 s; all answers p50 %.1f ms, p99"
              + " %.1f ms%n",
          i,
          windows,
          peak,
          loads.get(i).millis(0.5),
          loads.get(i).millis(0.99));
    }
    out.printf("most in any 60 s: %d; least in a window: %d%n", most, least);
  }

  /** How many came in the 60 s that begin then. */
  private static int within(List<Instant> came, Instant from) {
    Instant to = from.plus(WINDOW);
    return (int) came.stream().filter(it -> !it.isBefore(from) && it.isBefore(to)).count();
  }
}
