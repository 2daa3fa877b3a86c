package dev.weir.gateway.quota.rate;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.weir.gateway.core.RateAdmission;
import dev.weir.gateway.core.RateHold;
import dev.weir.gateway.core.RateLimit;
import dev.weir.gateway.core.RateLimit.Scope;
import dev.weir.gateway.core.RateLimit.Unit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/**
 * Random walks: calls on three nodes while calls to Redis are lost, late and repeated. At no moment
 * do the last 60 s, or the running calls, hold more than the limit.
 */
final class RatesWalkTest {
  private static final int STEPS = 4_000;
  private static final RateSettings SETTINGS =
      new RateSettings(
          Duration.ofSeconds(60),
          Duration.ofMillis(500),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofDays(1),
          Duration.ofSeconds(3),
          Duration.ofSeconds(30));

  private final TestNodes three = new TestNodes(3, SETTINGS);
  private final List<Waiting> waiting = new ArrayList<>();
  private final List<Running> running = new ArrayList<>();
  private final List<Use> uses = new ArrayList<>();
  private int admitted;

  private record Waiting(RateRequest request, RateLimit limit, long tokens) {}

  private record Running(RateHold hold, RateLimit limit, Use use) {}

  private static final class Use {
    final RateLimit limit;
    final long at;
    long count;

    Use(RateLimit limit, long at, long count) {
      this.limit = limit;
      this.at = at;
      this.count = count;
    }
  }

  /** Hundreds of calls are lost here. */
  @BeforeAll
  static void beQuiet() {
    if (LoggerFactory.getLogger(RateWorker.class) instanceof Logger logger) {
      logger.setLevel(Level.OFF);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void neverPassesALimit(long seed) {
    var random = new Random(seed);
    List<RateLimit> limits =
        List.of(
            limit(Unit.REQUESTS, 1 + random.nextInt(30)),
            limit(Unit.TOKENS, 1 + random.nextInt(3_000)),
            limit(Unit.MAX_PARALLEL_REQUESTS, 1 + random.nextInt(6)));

    for (int i = 0; i < STEPS; i++) {
      step(random, limits);
    }

    assertThat(admitted).isGreaterThan(100);
  }

  private static RateLimit limit(Unit unit, long limit) {
    return new RateLimit(Scope.API_KEY, "k" + unit, unit, limit);
  }

  private void step(Random random, List<RateLimit> limits) {
    switch (random.nextInt(12)) {
      case 0, 1, 2 -> three.pass(Duration.ofMillis(random.nextInt(400)));
      case 3, 4, 5 -> three.nodes.get(random.nextInt(3)).step();
      case 6 -> {
        TwinStore.Fault[] faults = TwinStore.Fault.values();
        three.stores.get(random.nextInt(3)).fault = faults[random.nextInt(faults.length)];
      }
      case 7 -> {
        if (!three.late.isEmpty()) {
          three.late.remove(random.nextInt(three.late.size())).run();
        }
      }
      case 8 -> endOne(random);
      default -> {
        RateLimit limit = limits.get(random.nextInt(limits.size()));
        long tokens = 1 + random.nextInt(400);
        Rates node = three.nodes.get(random.nextInt(3));
        waiting.add(new Waiting(node.request(List.of(limit), tokens), limit, tokens));
      }
    }
    pollAll();
  }

  private void pollAll() {
    for (Iterator<Waiting> it = waiting.iterator(); it.hasNext(); ) {
      Waiting one = it.next();
      RateAdmission decided = one.request.poll();
      if (decided != null) {
        one.request.end();
        it.remove();
      }
      if (decided instanceof RateAdmission.Admitted(RateHold hold)) {
        admitted++;
        boolean tokens = one.limit.unit() == Unit.TOKENS;
        long count = tokens ? Math.min(one.tokens, one.limit.limit()) : 1;
        var use = new Use(one.limit, three.nanos, count);
        uses.add(use);
        running.add(new Running(hold, one.limit, use));
        check(one.limit);
      }
    }
  }

  private void endOne(Random random) {
    if (running.isEmpty()) {
      return;
    }
    Running one = running.remove(random.nextInt(running.size()));
    if (random.nextInt(5) == 0) {
      one.hold.release();
      one.use.count = 0;
    } else {
      long actual = random.nextLong(one.use.count + 1);
      one.hold.settle(actual);
      one.use.count = one.limit.unit() == Unit.TOKENS ? actual : one.use.count;
    }
  }

  private void check(RateLimit limit) {
    long from = three.nanos - SETTINGS.window().toNanos();
    uses.removeIf(use -> use.at <= from);
    long now =
        limit.unit() == Unit.MAX_PARALLEL_REQUESTS
            ? running.stream().filter(it -> it.limit.equals(limit)).count()
            : uses.stream().filter(it -> it.limit.equals(limit)).mapToLong(it -> it.count).sum();
    assertThat(now).as("in use of %s", limit).isLessThanOrEqualTo(limit.limit());
  }
}
