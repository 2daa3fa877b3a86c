package dev.weir.gateway.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.core.Budget;
import dev.weir.schemas.money.Money;
import dev.weir.testkit.FreshRedis;
import dev.weir.testkit.RedisExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random ways through the quota-lease protocol with the real node side, the real accounting side,
 * their scripts and a real Redis; only Kafka, HTTP and time are played. Kills, lost answers, late
 * calls, flushes, restarts, stale fail-overs, rollbacks and zombies of accounting. A failure prints
 * its seed; {@code -Dquota.seed=N} repeats it, {@code -Dquota.walks=N} takes more ways, {@code
 * -Dquota.without=opened|close} leaves a rule out to see that this test can fail.
 */
final class QuotaProtocolIT {
  private static final int STEPS = 1_000;
  private static final int WALKS = Integer.getInteger("quota.walks", 6);
  private static final String WITHOUT = System.getProperty("quota.without", "");
  private static FreshRedis redis;

  @BeforeAll
  static void start() {
    redis = RedisExtension.fresh();
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  static List<Long> seeds() {
    Long given = Long.getLong("quota.seed");
    if (given != null) {
      return List.of(given);
    }
    List<Long> seeds = new ArrayList<>();
    for (long seed = 1; seed <= WALKS; seed++) {
      seeds.add(seed);
    }
    seeds.add(new Random().nextLong(1_000_000));
    return seeds;
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void neverOverspends_andLosesNothing_whateverDies(long seed) {
    redis.restart();
    Random random = new Random(seed);
    try (World world = new World(redis, WITHOUT)) {
      heal(world);
      for (int i = 0; i < STEPS; i++) {
        act(world, random);
        checkUsed(world);
      }
      heal(world);
      world.deliverLate(world.late() / 2, random);
      leasesEqualGrants(world);
      stopAll(world);
      world.deliverLate(world.late() / 2, random);
      everythingIsSettled(world);
      Map<Budget, Map<String, String>> before = quotas(world);
      world.flush();
      heal(world);
      world.deliverLate(world.late(), random);
      assertThat(quotas(world)).isEqualTo(before);
      assertThat(world.overage).isZero();
      assertThat(world.attempts()).isPositive();
    }
  }

  private static void act(World world, Random random) {
    SimNode node = world.nodes.get(random.nextInt(world.nodes.size()));
    SimTask task = world.tasks.get(random.nextInt(world.tasks.size()));
    int what = random.nextInt(1_000);
    world.way.add(what + " node " + node.epoch + " task " + task.partition);
    if (what < 550) {
      actOnNode(world, node, random, what);
    } else if (what < 720) {
      actOnTask(world, task, random, what);
    } else if (what < 900) {
      world.board(random).step();
    } else if (what < 990) {
      world.pass(Duration.ofMillis(1 + random.nextInt(random.nextInt(20) == 0 ? 70_000 : 700)));
    } else if (what < 995) {
      world.keepCopy();
    } else if (what < 997) {
      world.flush();
    } else if (what < 998) {
      world.restartRedis();
    } else {
      world.failOver();
    }
  }

  private static void actOnTask(World world, SimTask task, Random random, int what) {
    if (what < 640) {
      for (int i = random.nextInt(5); i >= 0; i--) {
        task.read(world.log);
      }
    } else if (what < 690) {
      task.tick();
    } else if (what < 715) {
      task.commit();
    } else {
      world.restartTask(task, random.nextBoolean(), random);
    }
  }

  private static void actOnNode(World world, SimNode node, Random random, int what) {
    if (!node.alive) {
      if (what < 200) {
        node.closeEpoch();
        node.start();
      }
    } else if (what < 200) {
      node.begin(random);
    } else if (what < 300) {
      node.finish(random);
    } else if (what < 420) {
      if (random.nextInt(6) == 0) {
        node.store.fault =
            random.nextBoolean() ? FaultyStore.Fault.ANSWER_LOST : FaultyStore.Fault.LATE;
      }
      node.step();
    } else if (what < 490) {
      node.ship();
    } else if (what < 520) {
      node.open();
    } else if (what < 524) {
      world.deliverLate(1, random);
    } else if (what < 528) {
      node.kill();
    } else if (what < (node.store.cut ? 535 : 530)) {
      node.store.toggleCut();
    } else if (node.idle()) {
      node.stop();
      node.start();
    }
  }

  /** No more faults: until Redis is complete and everybody knows. */
  private static void heal(World world) {
    for (SimNode node : world.nodes) {
      if (!node.alive) {
        node.closeEpoch();
        node.start();
      }
      node.open();
      node.store.cut = false;
      node.store.fault = FaultyStore.Fault.NONE;
    }
    for (int i = 0; i < 40; i++) {
      world.pass(Duration.ofMillis(500));
      for (SimNode node : world.nodes) {
        while (node.ship()) {}
        node.step();
      }
      for (SimTask task : world.tasks) {
        while (task.read(world.log)) {}
        task.tick();
      }
      world.boards().forEach(board -> board.step());
    }
    for (Budget budget : world.allBudgets()) {
      assertThat(world.phase(budget)).isEqualTo("ready");
    }
  }

  /** The running sum is what it is a sum of. */
  private static void checkUsed(World world) {
    for (Budget budget : world.allBudgets()) {
      Map<String, String> quota = world.quota(budget);
      long used = Long.parseLong(quota.getOrDefault("used", "0"));
      assertThat(used).as(() -> quota.toString()).isEqualTo(sum(quota));
      if (world.phase(budget).equals("ready") && !halfFolded(world, quota)) {
        long limit = Money.microsFloor(budget.limitNanoUsd());
        assertThat(used).as(world::trace).isLessThanOrEqualTo(limit + roundedUp(quota));
      }
    }
  }

  /** An epoch whose end only some partitions have read is counted twice, which is safe. */
  private static boolean halfFolded(World world, Map<String, String> quota) {
    return quota.keySet().stream()
        .filter(field -> field.startsWith("g:"))
        .anyMatch(field -> world.tasks.stream().anyMatch(task -> task.ended(field.substring(2))));
  }

  /** Each partition's share of each epoch is rounded up to whole micro-USD. */
  private static long roundedUp(Map<String, String> quota) {
    return quota.values().stream().mapToLong(value -> value.split("[|,]", -1).length).sum();
  }

  private static long sum(Map<String, String> quota) {
    Map<String, Long> settled = new HashMap<>();
    long sum = 0;
    for (int p = 0; p < World.PARTITIONS; p++) {
      String row = quota.get("p:" + p);
      if (row != null) {
        String[] parts = row.split("\\|", -1);
        sum += Long.parseLong(parts[1]);
        for (String epoch : parts[3].isEmpty() ? new String[0] : parts[3].split(",", -1)) {
          String[] fields = epoch.split("=", -1);
          settled.merge(fields[0], Long.parseLong(fields[1]), Long::sum);
        }
      }
    }
    quota.forEach((field, value) -> {
      if (field.startsWith("g:")) {
        settled.merge(field.substring(2), Long.parseLong(value), Math::max);
      }
    });
    return sum + settled.values().stream().mapToLong(Long::longValue).sum();
  }

  private static void leasesEqualGrants(World world) {
    for (Budget budget : world.allBudgets()) {
      long granted =
          world.quota(budget).entrySet().stream()
              .filter(field -> field.getKey().startsWith("g:"))
              .mapToLong(field -> Long.parseLong(field.getValue()))
              .sum();
      long leased =
          world.nodes.stream()
              .flatMap(node -> node.leases.all().stream())
              .filter(lease -> lease.window.equals(budget.window()))
              .mapToLong(Lease::totalMicros)
              .sum();
      assertThat(granted).isEqualTo(leased);
    }
  }

  private static void stopAll(World world) {
    Random random = new Random(7);
    for (SimNode node : world.nodes) {
      while (!node.idle()) {
        node.finish(random);
      }
      node.stop();
      node.start();
    }
    heal(world);
  }

  private static void everythingIsSettled(World world) {
    for (Budget budget : world.allBudgets()) {
      long billed = world.billed(budget);
      assertThat(world.tasks.stream().mapToLong(task -> task.settled(budget.window())).sum())
          .isEqualTo(billed);
      assertThat(world.spend().settledNanoUsd(budget.window())).hasValue(billed);
      Map<String, String> quota = world.quota(budget);
      assertThat(Long.parseLong(quota.getOrDefault("used", "0")))
          .isBetween(Money.microsCeil(billed), Money.microsCeil(billed) + 1);
      assertThat(quota.keySet()).noneMatch(field -> field.startsWith("g:"));
    }
  }

  /** Without what need not come back: versions, limits and calls of epochs. */
  private static Map<Budget, Map<String, String>> quotas(World world) {
    Map<Budget, Map<String, String>> all = new HashMap<>();
    for (Budget budget : world.allBudgets()) {
      Map<String, String> quota = new HashMap<>(world.quota(budget));
      quota.keySet().removeIf(field -> field.matches("lim|limv|[gq]:.*"));
      quota.replaceAll(
          (field, value) -> field.startsWith("p:") ? value.substring(value.indexOf('|')) : value);
      all.put(budget, quota);
    }
    return all;
  }
}
