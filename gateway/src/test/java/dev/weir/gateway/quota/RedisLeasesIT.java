package dev.weir.gateway.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.core.Budget;
import dev.weir.gateway.quota.Reply.Noted;
import dev.weir.gateway.quota.Reply.Phase;
import dev.weir.schemas.config.RedisSettings;
import dev.weir.schemas.events.BudgetLevel;
import dev.weir.schemas.events.BudgetWindow;
import dev.weir.schemas.redis.RedisKeys;
import dev.weir.schemas.redis.RedisUnavailableException;
import dev.weir.schemas.window.Window;
import dev.weir.testkit.FreshRedis;
import dev.weir.testkit.RedisExtension;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Jedis;

/** The node's scripts on a real Redis; the life record is written by hand. */
final class RedisLeasesIT {
  @RegisterExtension static final RedisExtension REDIS = new RedisExtension();
  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final String prefix = REDIS.newPrefix();
  private final RedisKeys keys = new RedisKeys(prefix);
  private final RedisSettings settings = settings(REDIS.port());
  private final RedisLeases store = new RedisLeases(settings, keys, "e1");
  private final RedisLeases other = new RedisLeases(settings, keys, "e2");
  private final Budget budget = budget(Window.FOREVER, 1_000_000, 1);
  private Jedis jedis;
  private long seq;

  private RedisSettings settings(int port) {
    return new RedisSettings(REDIS.host(), port, null, null, false, prefix);
  }

  private static Budget budget(Window window, long limit, long version) {
    return new Budget(new BudgetWindow(BudgetLevel.KEY, "k", "1h", 0, window), limit, version, "k");
  }

  @BeforeEach
  void begin() throws RedisUnavailableException {
    jedis = new Jedis(REDIS.host(), REDIS.port());
    phase("ready");
    store.connect();
    other.connect();
  }

  @AfterEach
  void end() {
    jedis.close();
    store.disconnect();
    other.disconnect();
  }

  private void phase(String phase) {
    String run =
        jedis.info("server").lines().filter(line -> line.startsWith("run_id:")).findFirst().get();
    jedis.hset(
        keys.life(tag()),
        Map.of("id", "L1", "run", run.substring(7).strip(), "parts", "1", "phase", phase));
  }

  private String tag() {
    return keys.tag(budget.window());
  }

  private Map<String, String> quota(Budget of) {
    return jedis.hgetAll(keys.quota(of.window()));
  }

  private Ask ask(Budget of, long total, long least, long need, long want) {
    String key = keys.quota(of.window());
    return new Ask(of, tag(), key, "L1", ++seq, total, least, need, want);
  }

  private static Reply send(LeaseStore to, Ask ask) throws RedisUnavailableException {
    return to.ask(List.of(ask)).getFirst();
  }

  private static long granted(Reply reply) {
    return reply instanceof Noted noted ? noted.granted() : -1;
  }

  @Test
  void grantsWhatIsWanted_whileThereIsPlenty() throws RedisUnavailableException {
    assertThat(send(store, ask(budget, 0, 5, 5, 20)))
        .isEqualTo(new Noted(Phase.READY, 20, 20, 0, 0, false));
    assertThat(quota(budget)).containsEntry("g:e1", "20").containsEntry("used", "20");
  }

  @Test
  void grantsWhatIsNeeded_whereLittleIsLeft() throws RedisUnavailableException {
    send(store, ask(budget, 930, 0, 0, 0));

    assertThat(granted(send(other, ask(budget, 0, 5, 5, 20)))).isEqualTo(5);
    assertThat(granted(send(other, ask(budget, 5, 0, 0, 20)))).isZero();
  }

  @Test
  void grantsTheRest_ifSomebodyCanUseIt_andNothingElse() throws RedisUnavailableException {
    send(store, ask(budget, 990, 0, 0, 0));

    assertThat(granted(send(other, ask(budget, 0, 11, 30, 30)))).isZero();
    assertThat(granted(send(other, ask(budget, 0, 10, 30, 30)))).isEqualTo(10);
    assertThat(quota(budget)).containsEntry("used", "1000");
  }

  @Test
  void setsTheTotalBeforeItGrants_soThatALostAnswerHeals() throws RedisUnavailableException {
    send(store, ask(budget, 0, 400, 400, 400));

    assertThat(granted(send(store, ask(budget, 0, 900, 900, 900)))).isEqualTo(900);
    assertThat(quota(budget)).containsEntry("g:e1", "900").containsEntry("used", "900");
  }

  @Test
  void ignoresACallThatComesAfterALaterOne() throws RedisUnavailableException {
    Ask late = ask(budget, 0, 400, 400, 400);
    send(store, ask(budget, 30, 0, 0, 0));

    assertThat(send(store, late)).isEqualTo(new Reply.Old());
    assertThat(quota(budget)).containsEntry("used", "30");
  }

  @Test
  void grantsNothing_whileItIsBeingRebuilt_butNotesTheTotal() throws RedisUnavailableException {
    phase("filling");

    assertThat(send(store, ask(budget, 30, 5, 5, 5)))
        .isEqualTo(new Noted(Phase.FILLING, 0, 30, 0, 0, false));
  }

  @Test
  void refusesACall_forAnotherLife_anotherServer_orOneThatIsWiped()
      throws RedisUnavailableException {
    jedis.hset(keys.life(tag()), "id", "L2");
    assertThat(send(store, ask(budget, 30, 5, 5, 5))).isEqualTo(new Reply.OtherLife());
    jedis.hset(keys.life(tag()), Map.of("id", "L1", "run", "other"));
    assertThat(send(store, ask(budget, 30, 5, 5, 5))).isEqualTo(new Reply.OtherLife());
    phase("wiping");
    assertThat(send(store, ask(budget, 30, 5, 5, 5))).isEqualTo(new Reply.OtherLife());
    jedis.del(keys.life(tag()));
    assertThat(send(store, ask(budget, 30, 5, 5, 5))).isEqualTo(new Reply.OtherLife());

    assertThat(quota(budget)).isEmpty();
  }

  @Test
  void refusesACall_ofAnEpochThatHasEnded() throws RedisUnavailableException {
    jedis.sadd(keys.epochEnded(tag(), "e1"), "0");

    assertThat(send(store, ask(budget, 30, 5, 5, 5))).isEqualTo(new Reply.Ended());
    assertThat(store.announced(tag(), "L1")).isTrue();
    assertThat(jedis.hexists(keys.life(tag()), "a:e1")).isFalse();
    assertThat(quota(budget)).isEmpty();
  }

  @Test
  void keepsTheLimitOfTheHighestVersion() throws RedisUnavailableException {
    send(store, ask(budget(Window.FOREVER, 100_000, 5), 0, 0, 0, 0));

    assertThat(granted(send(store, ask(budget(Window.FOREVER, 900_000, 4), 0, 101, 101, 101))))
        .isZero();
    assertThat(granted(send(store, ask(budget(Window.FOREVER, 900_000, 6), 0, 101, 101, 101))))
        .isEqualTo(101);
  }

  @Test
  void grantsNothingOutsideTheWindow_byTheServersClock() throws RedisUnavailableException {
    Window past = new Window(NOW.minusSeconds(60), NOW.minusSeconds(3));
    Window future = new Window(NOW.plusSeconds(60), NOW.plusSeconds(120));
    Window present = new Window(NOW.minusSeconds(60), NOW.plusSeconds(60));

    assertThat(send(store, ask(budget(past, 1_000_000, 1), 0, 5, 5, 5)))
        .isEqualTo(new Noted(Phase.OVER, 0, 0, 0, 0, false));
    assertThat(granted(send(store, ask(budget(future, 1_000_000, 1), 0, 5, 5, 5)))).isZero();
    assertThat(granted(send(store, ask(budget(present, 1_000_000, 1), 0, 5, 5, 5)))).isEqualTo(5);
  }

  @Test
  void forgetsAWindow_aWeekAfterItsEnd_andOneWithoutEndNever() throws RedisUnavailableException {
    Budget hour = budget(new Window(NOW, NOW.plusSeconds(3_600)), 1_000_000, 1);
    send(store, ask(hour, 0, 5, 5, 5));
    send(store, ask(budget, 0, 5, 5, 5));

    assertThat(jedis.pexpireTime(keys.quota(hour.window())))
        .isEqualTo(NOW.plusSeconds(3_600).plus(Duration.ofDays(7)).toEpochMilli());
    assertThat(jedis.pexpireTime(keys.quota(budget.window()))).isEqualTo(-1);
    assertThat(jedis.zrange(keys.epochQuotas(tag(), "e1"), 0, -1))
        .containsExactly(keys.quota(hour.window()), keys.quota(budget.window()));
  }

  @Test
  void tellsEveryNode_whatSomebodyWasRefused() throws RedisUnavailableException {
    send(store, ask(budget, 1_000, 0, 0, 0));
    assertThat(send(other, ask(budget, 0, 5, 5, 5)))
        .isEqualTo(new Noted(Phase.READY, 0, 1_000, 0, 0, true));

    TagLife seen =
        store.beat().stream().filter(life -> life.tag().equals(tag())).findFirst().orElseThrow();

    assertThat(seen.wanted()).containsExactly(keys.quota(budget.window()));
    assertThat(seen.life()).isEqualTo("L1");
  }

  @Test
  void marksNothingAsWanted_thatIsSpent() throws RedisUnavailableException {
    jedis.hset(keys.quota(budget.window()), Map.of("used", "1000", "F", "1000"));

    assertThat(send(other, ask(budget, 0, 5, 5, 5)))
        .isEqualTo(new Noted(Phase.READY, 0, 1_000, 1_000, 0, false));
  }

  @Test
  void callsAScriptByItsText_afterTheServerForgotIt() throws RedisUnavailableException {
    try (FreshRedis fresh = RedisExtension.fresh()) {
      var lone = new RedisLeases(settings(fresh.port()), keys, "e1");
      lone.connect();
      assertThat(lone.beat()).allMatch(life -> life.phase() == TagLife.Phase.LOST);
      try (Jedis admin = new Jedis(fresh.host(), fresh.port())) {
        admin.scriptFlush();
      }

      assertThat(lone.beat()).hasSize(16);
      lone.disconnect();
    }
  }

  @Test
  void refusesARedisThatEvicts() {
    try (FreshRedis fresh = RedisExtension.fresh();
        Jedis admin = new Jedis(fresh.host(), fresh.port())) {
      admin.configSet("maxmemory-policy", "volatile-lru");

      assertThat(RedisCheck.of(settings(fresh.port())))
          .isEqualTo(new RedisCheck.Evicts("volatile-lru"));
      fresh.kill();
      assertThat(RedisCheck.of(settings(fresh.port()))).isInstanceOf(RedisCheck.Unreachable.class);
    }
    assertThat(RedisCheck.of(settings)).isEqualTo(new RedisCheck.Fit());
  }
}
