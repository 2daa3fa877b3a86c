package dev.weir.accounting.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.accounting.redis.RowState.EpochSpend;
import dev.weir.schemas.config.RedisSettings;
import dev.weir.schemas.events.BudgetLevel;
import dev.weir.schemas.events.BudgetWindow;
import dev.weir.schemas.redis.RedisKeys;
import dev.weir.schemas.window.Window;
import dev.weir.testkit.FreshRedis;
import dev.weir.testkit.RedisExtension;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** One partition, so that one task makes a life complete. */
final class RedisBoardIT {
  private static final BudgetWindow EVER =
      new BudgetWindow(BudgetLevel.KEY, "k", null, 0, Window.FOREVER);
  private static final Epochs NO_EPOCHS = new Epochs(List.of(), List.of());
  private final FreshRedis redis = RedisExtension.fresh();
  private final RedisKeys keys = new RedisKeys("");
  private final RedisBoard board = board();
  private final TaskBoard task = board.task(0);
  private final Jedis jedis = new Jedis(redis.host(), redis.port());

  private RedisBoard board() {
    var settings = new RedisSettings(redis.host(), redis.port(), null, null, false, "");
    return new RedisBoard(settings, 1, partition -> 0, System::nanoTime);
  }

  @AfterEach
  void stop() {
    jedis.close();
    board.close();
    redis.close();
  }

  private void rewrite(long offset, Epochs epochs) {
    board.step();
    task.rewritten(task.rewriteDue(offset).orElseThrow(), epochs, offset);
    board.step();
  }

  private Map<String, String> quota() {
    return jedis.hgetAll(keys.quota(EVER));
  }

  private static RowState row(long past, EpochSpend... open) {
    return new RowState(past, List.of(open));
  }

  @Test
  void opensAFreshRedisForGrants_onceItsTaskHasRewritten() {
    board.step();
    assertThat(board.state().ready()).isFalse();

    rewrite(0, NO_EPOCHS);
    pass();

    assertThat(board.state().ready()).isTrue();
    assertThat(jedis.hget(keys.life("w3"), "phase")).isEqualTo("ready");
  }

  /** Lives are looked at ten times a second while one is not ready. */
  private void pass() {
    await()
        .atMost(Duration.ofSeconds(10))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> board.step() && board.state().ready());
  }

  @Test
  void waitsForEveryOpenEpoch_toAnnounceItself() {
    rewrite(0, new Epochs(List.of("e1"), List.of()));
    keys.tags().forEach(tag -> assertThat(jedis.hget(keys.life(tag), "o:0")).isEqualTo("0|e1"));
    assertThat(jedis.hget(keys.life("w0"), "phase")).isEqualTo("filling");

    keys.tags().forEach(tag -> jedis.hset(keys.life(tag), "a:e1", "1"));

    pass();
  }

  @Test
  void countsWhatIsSettled_roundedUp() {
    rewrite(0, NO_EPOCHS);

    task.row(EVER, row(10_001, new EpochSpend("e1", 5_500, 2_000)), 7);
    board.step();

    assertThat(quota())
        .containsEntry("used", "19")
        .containsEntry("F", "13")
        .containsEntry("S:e1", "8")
        .containsEntry("F:e1", "2")
        .containsEntry("p:0", "7|11|12001|e1=8=2");
  }

  @Test
  void countsTheGrantOfAnOpenEpoch_whereItIsMore() {
    rewrite(0, NO_EPOCHS);
    jedis.hset(keys.quota(EVER), Map.of("g:e1", "100", "used", "100"));

    task.row(EVER, row(0, new EpochSpend("e1", 40_000, 0)), 7);
    board.step();
    assertThat(quota()).containsEntry("used", "100");

    task.row(EVER, row(0, new EpochSpend("e1", 130_000, 0)), 8);
    board.step();
    assertThat(quota()).containsEntry("used", "130");
  }

  @Test
  void neverOverwritesANewerVersion() {
    rewrite(0, NO_EPOCHS);
    task.row(EVER, row(9_000), 9);
    board.step();

    task.row(EVER, row(4_000), 4);
    board.step();

    assertThat(quota()).containsEntry("used", "9").containsEntry("p:0", "9|9|9000|");
  }

  @Test
  void foldsAnEpoch_onceEveryPartitionHasReadItsEnd() {
    rewrite(0, new Epochs(List.of("e1"), List.of()));
    jedis.hset(keys.quota(EVER), Map.of("g:e1", "100", "q:e1", "3", "used", "100"));
    jedis.zadd(keys.epochQuotas(keys.tag(EVER), "e1"), Double.MAX_VALUE, keys.quota(EVER));

    task.row(EVER, row(60_000), 5);
    task.epochs(new Epochs(List.of(), List.of("e1")), 5);
    board.step();

    assertThat(quota()).containsEntry("used", "60").doesNotContainKeys("g:e1", "q:e1");
    assertThat(jedis.exists(keys.epochEnded(keys.tag(EVER), "e1"))).isTrue();
    assertThat(jedis.hget(keys.life(keys.tag(EVER)), "o:0")).isEqualTo("5|");
  }

  @Test
  void forgetsAWindow_aWeekAfterItsEnd() {
    rewrite(0, NO_EPOCHS);
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Window today = new Window(now, now.plus(Duration.ofDays(1)));
    BudgetWindow daily = new BudgetWindow(BudgetLevel.KEY, "k", "1d", 0, today);
    Window longAgo = new Window(now.minus(Duration.ofDays(9)), now.minus(Duration.ofDays(8)));
    BudgetWindow old = new BudgetWindow(BudgetLevel.KEY, "k", "1d", 0, longAgo);

    task.row(daily, row(1_000), 1);
    task.row(old, row(1_000), 1);
    board.step();

    assertThat(jedis.pexpireTime(keys.quota(daily)))
        .isEqualTo(now.plus(Duration.ofDays(8)).toEpochMilli());
    assertThat(jedis.exists(keys.quota(old))).isFalse();
  }

  @Test
  void wipesWhatAnotherServerLeft_beforeAnythingIsWritten() {
    String foreign = keys.quota(EVER);
    jedis.hset(foreign, Map.of("g:e1", "100", "used", "100"));
    jedis.hset(keys.life(keys.tag(EVER)), Map.of("id", "L0", "run", "other", "phase", "ready"));

    board.step();

    assertThat(jedis.exists(foreign)).isFalse();
    assertThat(jedis.hget(keys.life(keys.tag(EVER)), "id")).isNotEqualTo("L0");
  }

  @Test
  void leavesALifeAlone_thatAnotherProcessBegan() {
    RedisBoard other = board();
    board.step();
    String id = jedis.hget(keys.life("w5"), "id");

    other.step();

    assertThat(jedis.hget(keys.life("w5"), "id")).isEqualTo(id);
    other.close();
  }

  @Test
  void finishesTheWipe_thatAnotherProcessBegan() {
    String run = jedis.info("server").lines().filter(l -> l.startsWith("run_id")).findFirst().get();
    jedis.hset(keys.quota(EVER), "used", "100");
    jedis.hset(
        keys.life(keys.tag(EVER)),
        Map.of("id", "L9", "run", run.substring(7).strip(), "parts", "1", "phase", "wiping"));

    board.step();

    assertThat(jedis.exists(keys.quota(EVER))).isFalse();
    assertThat(jedis.hget(keys.life(keys.tag(EVER)), "phase")).isEqualTo("filling");
    assertThat(jedis.hget(keys.life(keys.tag(EVER)), "id")).isEqualTo("L9");
  }

  @Test
  void sendsWhatWaits_whenRedisComesBack() {
    rewrite(0, NO_EPOCHS);
    redis.kill();
    task.row(EVER, row(5_000), 3);
    assertThat(board.step()).isFalse();
    assertThat(board.state().connected()).isFalse();
    assertThat(board.state().waiting()).isEqualTo(1);

    redis.restart();
    board.step();
    assertThat(task.rewriteDue(4)).isPresent();
    task.row(EVER, row(5_000), 3);
    rewrite(4, NO_EPOCHS);

    try (Jedis again = new Jedis(redis.host(), redis.port())) {
      assertThat(again.hget(keys.quota(EVER), "used")).isEqualTo("5");
    }
  }

  @Test
  void writesByItself_onceStarted() {
    board.start();

    await().atMost(Duration.ofSeconds(10)).until(() -> task.rewriteDue(0).isPresent());
    task.total(BudgetLevel.TEAM, "t", 77, 1);
    task.rewritten(task.rewriteDue(0).orElseThrow(), NO_EPOCHS, 1);

    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() ->
            assertThat(jedis.hget(keys.spend(BudgetLevel.TEAM, "t"), "p:0")).isEqualTo("1|77"));
    await().atMost(Duration.ofSeconds(10)).until(() -> board.state().ready());
  }
}
