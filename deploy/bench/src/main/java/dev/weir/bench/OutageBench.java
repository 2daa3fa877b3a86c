package dev.weir.bench;

import dev.weir.provider.Attempt;
import dev.weir.provider.Behaviour;
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
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * {@code outage}: 200 calls a second for 60 s over two nodes; the primary dies after 10 s and is
 * back after 40 s. Then how long a node takes to respect what the other has learnt.
 */
final class OutageBench {
  private static final int PER_SECOND = 200;
  private static final Duration WHOLE = Duration.ofSeconds(60);
  private static final Duration DIES = Duration.ofSeconds(10);
  private static final Duration RECOVERS = Duration.ofSeconds(40);
  private static final Duration WARM_UP = Duration.ofSeconds(10);

  /** Attempts in the first second find out that it is dead; later ones are probes. */
  private static final Duration FINDING_OUT = Duration.ofSeconds(1);

  private static final int TRIALS = 20;
  private static final long NEVER = Long.MAX_VALUE;
  private static final Script DEAD = call -> Behaviour.Refuse.status(503);
  private static final Script ALIVE = Script.seeded(7);

  private final Path directory;
  private final PrintStream out;
  private final List<String> gatewayOptions;

  OutageBench(Path directory, PrintStream out, List<String> gatewayOptions) {
    this.directory = directory;
    this.out = out;
    this.gatewayOptions = gatewayOptions;
  }

  void run() throws IOException, InterruptedException {
    try (ScriptedProvider provider = ScriptedProvider.start(ALIVE);
        Weir weir =
            new Weir(
                directory,
                models(provider.baseUri()),
                List.of(Ports.free(), Ports.free()),
                gatewayOptions)) {
      List<Target> nodes = weir.ready();
      new Calls(nodes, "primary").run(PER_SECOND, WARM_UP, () -> {});
      provider.clear();
      outage(provider, nodes);
      sharing(provider, nodes);
    }
  }

  private static String models(URI provider) {
    StringBuilder models = new StringBuilder("model_list:\n");
    StringBuilder fallbacks = new StringBuilder();
    models.append(entry("primary", provider, 5)).append(entry("spare", provider, 5));
    fallbacks.append("{primary: [spare]}");
    for (int i = 0; i < TRIALS; i++) {
      models.append(entry(shared(i), provider, 600));
      fallbacks.append(", {").append(shared(i)).append(": [spare]}");
    }
    return models + "router_settings: {num_retries: 0, fallbacks: [%s]}\n".formatted(fallbacks);
  }

  private static String entry(String group, URI provider, int cooldownSeconds) {
    return """
      - model_name: %s
        litellm_params:
          model: openai/gpt-4o
          api_key: sk-provider
          api_base: %s/d/%s/v1
          cooldown_time: %d
    """
        .formatted(group, provider, group, cooldownSeconds);
  }

  private static String shared(int trial) {
    return "shared-" + trial;
  }

  private void outage(ScriptedProvider provider, List<Target> nodes) throws InterruptedException {
    out.println(
        PER_SECOND + " calls/s for 60 s over two nodes; the primary dies at 10 s, is back at 40 s");
    Instant[] moments = new Instant[2];
    Calls calls = new Calls(nodes, "primary");
    calls.run(
        PER_SECOND,
        WHOLE,
        () -> {
          LockSupport.parkNanos(DIES.toNanos());
          provider.script("primary", DEAD);
          moments[0] = Instant.now();
          LockSupport.parkNanos(RECOVERS.minus(DIES).toNanos());
          provider.script("primary", ALIVE);
          moments[1] = Instant.now();
        });
    print(calls, provider.attempts(), moments[0], moments[1]);
  }

  private void print(Calls calls, List<Attempt> attempts, Instant died, Instant recovered) {
    List<Instant> refused = new ArrayList<>();
    @Nullable Instant firstBack = null;
    Instant lastSpare = died;
    for (Attempt attempt : attempts) {
      boolean primary = attempt.deployment().equals("primary");
      if (attempt.ending() == Attempt.Ending.REFUSED) {
        refused.add(attempt.arrivedAt());
      } else if (!primary) {
        lastSpare = attempt.arrivedAt();
      } else if (firstBack == null && attempt.arrivedAt().isAfter(recovered)) {
        firstBack = attempt.arrivedAt();
      }
    }
    Instant found = died.plus(FINDING_OUT);
    long probes = refused.stream().filter(it -> it.isAfter(found)).count();
    double probing = Duration.between(found, recovered).toMillis() / 1e3;
    out.printf(
        Locale.ROOT,
        "  success %.3f %% (%d of %d); failed, by status: %s%n",
        100.0 * calls.succeeded() / calls.total(),
        calls.succeeded(),
        calls.total(),
        calls.failures());
    out.printf(
        Locale.ROOT,
        "  attempts at the dead provider: %d in the first second, then %d, %.2f/s%n",
        refused.size() - probes,
        probes,
        probes / probing);
    out.printf(
        Locale.ROOT,
        "  after recovery: first call answered after %s, last call elsewhere after %s%n",
        seconds(recovered, firstBack),
        seconds(recovered, lastSpare));
    out.printf(
        Locale.ROOT,
        "  latency: p50 %.1f ms, p99 %.1f ms, longest %.1f ms%n",
        calls.millis(0.5),
        calls.millis(0.99),
        calls.millis(1));
  }

  private static String seconds(Instant from, @Nullable Instant to) {
    return to == null
        ? "never"
        : String.format(Locale.ROOT, "%.2f s", Duration.between(from, to).toMillis() / 1e3);
  }

  /** Opens a breaker on the first node, and asks the second now and then until it passes by. */
  private void sharing(ScriptedProvider provider, List<Target> nodes) throws InterruptedException {
    List<Long> millis = new ArrayList<>();
    for (int trial = 0; trial < TRIALS; trial++) {
      String group = shared(trial);
      provider.script(group, DEAD);
      Calls calls = new Calls(nodes, group);
      int before;
      do {
        before = provider.attempts(group).size();
        calls.once(0);
      } while (provider.attempts(group).size() > before);
      millis.add(untilRespected(provider, calls, group, trial));
    }
    millis.sort(null);
    out.printf(
        Locale.ROOT,
        "a breaker opened on one node is respected on the other (%d trials, steps of 200 ms):"
            + " median %s, longest %s%n",
        TRIALS,
        shown(millis.get(TRIALS / 2)),
        shown(millis.getLast()));
  }

  private static String shown(long millis) {
    return millis == NEVER ? "not by its fourth call" : millis + " ms";
  }

  /** Few calls: its own breaker must not be the one that opens. */
  private static long untilRespected(
      ScriptedProvider provider, Calls calls, String group, int trial) {
    long opened = System.nanoTime();
    LockSupport.parkNanos(Duration.ofMillis(trial % 4 * 50L).toNanos());
    for (int i = 0; i < 4; i++) {
      int before = provider.attempts(group).size();
      long asked = System.nanoTime();
      calls.once(1);
      if (provider.attempts(group).size() == before) {
        return Duration.ofNanos(asked - opened).toMillis();
      }
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    }
    return NEVER;
  }
}
