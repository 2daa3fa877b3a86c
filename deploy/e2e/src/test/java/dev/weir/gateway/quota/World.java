package dev.weir.gateway.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.accounting.redis.SteppedBoard;
import dev.weir.accounting.redis.TaskBoard;
import dev.weir.gateway.core.Budget;
import dev.weir.gateway.core.Hold;
import dev.weir.schemas.config.RedisSettings;
import dev.weir.schemas.events.BudgetHold;
import dev.weir.schemas.events.BudgetLevel;
import dev.weir.schemas.events.BudgetWindow;
import dev.weir.schemas.redis.RedisKeys;
import dev.weir.schemas.window.Window;
import dev.weir.testkit.FreshRedis;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.params.RestoreParams;

/** A small instance of everything the protocol is about: real Redis and scripts, virtual time. */
final class World implements AutoCloseable {
  static final int PARTITIONS = 2;
  private static final long LIMIT = 60_000;

  final InstantSource clock = InstantSource.fixed(Instant.now());
  final RedisKeys keys = new RedisKeys("");
  final SimLog log = new SimLog(PARTITIONS);
  final Set<String> known = new HashSet<>();
  final List<SimNode> nodes = new ArrayList<>();
  final List<SimTask> tasks = new ArrayList<>();
  final List<String> way = new ArrayList<>();
  long overage;

  private final RedisSettings settings;
  private final FreshRedis redis;
  private final String without;
  private final List<SteppedBoard> boards = new ArrayList<>();
  private final List<Budget> keyBudgets = new ArrayList<>();
  private final Budget global;

  /** By attempt, what the provider bills at most. */
  private final Map<Integer, Long> bill = new HashMap<>();

  private final Map<Integer, List<BudgetWindow>> billedTo = new HashMap<>();
  private final List<Map<Integer, TaskBoard>> begun = List.of(new HashMap<>(), new HashMap<>());
  private final List<FaultyStore> stores = new ArrayList<>();
  private final Map<String, byte[]> copy = new HashMap<>();
  private @Nullable Jedis jedis;
  private long nanos;

  World(FreshRedis redis, String without) {
    this.redis = redis;
    this.without = without;
    settings = new RedisSettings(redis.host(), redis.port(), null, null, false, "");
    Instant now = clock.instant();
    Window window = new Window(now.minus(Duration.ofHours(1)), now.plus(Duration.ofDays(1)));
    keyBudgets.add(budget(BudgetLevel.KEY, "one", "1d", window, LIMIT));
    keyBudgets.add(budget(BudgetLevel.TEAM, "two", null, Window.FOREVER, LIMIT));
    global = budget(BudgetLevel.GLOBAL, "global", null, Window.FOREVER, LIMIT * 3 / 2);
    for (int i = 0; i < 2; i++) {
      boards.add(new SteppedBoard(settings, PARTITIONS, log::end, this::nanos));
    }
    for (int p = 0; p < PARTITIONS; p++) {
      begun.get(p).put(p, boards.get(p).task(p));
      tasks.add(new SimTask(p, begun.get(p).get(p)));
    }
    for (int i = 0; i < 3; i++) {
      nodes.add(new SimNode(i, this));
      nodes.get(i).start();
    }
  }

  private static Budget budget(
      BudgetLevel level, String owner, String duration, Window window, long limit) {
    return new Budget(new BudgetWindow(level, owner, duration, 0, window), limit, 1, owner);
  }

  boolean without(String rule) {
    return without.equals(rule);
  }

  private LeaseStore store(String epoch) {
    return new RedisLeases(settings, keys, epoch);
  }

  List<Budget> budgets(int partition) {
    return List.of(keyBudgets.get(partition), global);
  }

  List<Budget> allBudgets() {
    return List.of(keyBudgets.get(0), keyBudgets.get(1), global);
  }

  long nanos() {
    return nanos;
  }

  void pass(Duration time) {
    nanos += time.toNanos();
  }

  int admitted(Hold hold, long nano) {
    int attempt = bill.size();
    bill.put(attempt, nano);
    billedTo.put(attempt, hold.parts().stream().map(BudgetHold::budget).toList());
    for (Budget budget : allBudgets()) {
      assertThat(billed(budget)).as(() -> trace()).isLessThanOrEqualTo(budget.limitNanoUsd());
    }
    return attempt;
  }

  void finished(int attempt, long cost) {
    bill.put(attempt, cost);
  }

  long billed(Budget budget) {
    return bill.keySet().stream()
        .filter(attempt -> billedTo.get(attempt).contains(budget.window()))
        .mapToLong(bill::get)
        .sum();
  }

  int attempts() {
    return bill.size();
  }

  /** The way here, and how things stand. */
  String trace() {
    List<String> lines = new ArrayList<>(way);
    for (SimTask task : tasks) {
      lines.add("task %d at %d".formatted(task.partition, task.state.position));
    }
    for (SimNode node : nodes) {
      for (Lease lease : node.leases.all()) {
        String owner = lease.window.owner();
        lines.add("%s %s: total %d".formatted(node.epoch, owner, lease.totalMicros()));
      }
    }
    for (Budget budget : allBudgets()) {
      lines.add("%s: billed %d %s".formatted(budget.name(), billed(budget), quota(budget)));
    }
    return String.join("\n", lines);
  }

  /** The task dies and begins at its last commit, here or in the other process. */
  void restartTask(SimTask task, boolean move, Random random) {
    boolean zombie = move && random.nextBoolean();
    if (!zombie) {
      // One that is not closed goes on sending what was left to it.
      task.board.close();
    }
    task.home = (task.home + (move ? 1 : 0)) % 2;
    Map<Integer, TaskBoard> at = begun.get(task.home);
    if (at.containsKey(task.partition)) {
      at.get(task.partition).close();
    }
    TaskBoard fresh = boards.get(task.home).task(task.partition);
    at.put(task.partition, fresh);
    task.restart(fresh);
  }

  SteppedBoard board(Random random) {
    return boards.get(random.nextInt(2));
  }

  List<SteppedBoard> boards() {
    return boards;
  }

  void flush() {
    redis().flushAll();
  }

  /** An empty server with another run id. */
  void restartRedis() {
    redis().close();
    jedis = null;
    redis.restart();
  }

  /** A replica stops following here. */
  void keepCopy() {
    copy.clear();
    for (String key : redis().keys("*")) {
      copy.put(key, redis().dump(key));
    }
  }

  /** The replica that stopped following becomes the master. */
  void failOver() {
    restartRedis();
    copy.forEach((key, value) -> redis().restore(key, 0, value, new RestoreParams().replace()));
  }

  Map<String, String> quota(Budget budget) {
    return redis().hgetAll(keys.quota(budget.window()));
  }

  String phase(Budget budget) {
    return String.valueOf(redis().hget(keys.life(keys.tag(budget.window())), "phase"));
  }

  /** Calls that some node, perhaps dead by now, gave up long ago. */
  int late() {
    return stores.stream().mapToInt(store -> store.late.size()).sum();
  }

  /** So many of them reach Redis, in any order. */
  void deliverLate(int count, Random random) {
    for (int i = 0; i < count; i++) {
      List<FaultyStore> some = stores.stream().filter(store -> !store.late.isEmpty()).toList();
      if (!some.isEmpty()) {
        FaultyStore store = some.get(random.nextInt(some.size()));
        store.deliver(random.nextInt(store.late.size()));
      }
    }
  }

  FaultyStore faulty(String epoch) {
    FaultyStore store = new FaultyStore(store(epoch), store(epoch));
    stores.add(store);
    return store;
  }

  private Jedis redis() {
    if (jedis == null) {
      jedis = new Jedis(redis.host(), redis.port());
    }
    return jedis;
  }

  RedisSpend spend() {
    return new RedisSpend(settings);
  }

  @Override
  public void close() {
    boards.forEach(SteppedBoard::close);
    stores.forEach(FaultyStore::close);
    redis().close();
  }
}
