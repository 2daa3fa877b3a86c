package dev.weir.gateway.quota.rate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.core.RateAdmission;
import dev.weir.gateway.core.RateHold;
import dev.weir.gateway.core.RateLimit;
import dev.weir.gateway.core.RateLimit.Scope;
import dev.weir.gateway.core.RateLimit.Unit;
import dev.weir.gateway.quota.rate.RateAsk.Wish;
import dev.weir.schemas.config.RedisSettings;
import dev.weir.schemas.redis.RedisKeys;
import dev.weir.schemas.redis.RedisUnavailableException;
import dev.weir.testkit.RedisExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;

/** The scripts on a real Redis. */
final class RedisRatesIT {
  @RegisterExtension static final RedisExtension REDIS = new RedisExtension();

  /** Buckets so long that the clock does not matter, or windows so short that a test can wait. */
  private static final RateSettings LONG = settings(7_200_000, 3_600_000, 3_600_000, 0);

  private static final RateSettings SHORT = settings(2_000, 200, 100, 0);
  private static final long WINDOW_NANOS = SHORT.window().toNanos();

  private final String prefix = REDIS.newPrefix();
  private final RedisKeys keys = new RedisKeys(prefix);
  private final RedisSettings redis =
      new RedisSettings(REDIS.host(), REDIS.port(), null, null, false, prefix);
  private final List<RedisRates> opened = new ArrayList<>();

  private static RateSettings settings(long window, long usable, long bucket, long settling) {
    return new RateSettings(
        Duration.ofMillis(window),
        Duration.ofMillis(usable),
        Duration.ofMillis(bucket),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofMillis(settling),
        Duration.ofSeconds(10));
  }

  private RedisRates store(String epoch) throws RedisUnavailableException {
    var store = new RedisRates(redis, keys, epoch, LONG);
    opened.add(store);
    store.connect();
    return store;
  }

  @AfterEach
  void end() {
    opened.forEach(RedisRates::disconnect);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void answersAsItsTwin(long seed) throws RedisUnavailableException {
    var random = new Random(seed);
    var twin = new TwinRedis(LONG, System::currentTimeMillis);
    List<RedisRates> stores = List.of(store("e0"), store("e1"), store("e2"));
    for (int i = 0; i < 3; i++) {
      stores.get(i).beat();
      twin.beat("e" + i);
    }
    twin.life = lives(stores);
    long[] bucket = {0};

    for (int i = 0; i < 300; i++) {
      int node = random.nextInt(3);
      RateAsk ask = ask(random, random.nextInt(20) == 0 ? "foreign" : lives(stores), bucket[0]);
      long seq = i + 3 - random.nextInt(3);
      RateReply real = stores.get(node).ask(List.of(ask), seq, 0).getFirst();
      RateReply expected = twin.ask("e" + node, ask, seq, 0);

      assertThat(plain(real)).as("ask %d: %s", i, ask).isEqualTo(plain(expected));
      if (real instanceof RateReply.Noted noted && ask instanceof RateAsk.Window) {
        bucket[0] = noted.bucket();
      }
    }
  }

  private String lives(List<RedisRates> stores) throws RedisUnavailableException {
    return stores.getFirst().beat().get(Integer.parseInt(keys.rateTag("q").substring(1))).life();
  }

  private RateAsk ask(Random random, String life, long bucket) {
    long least = random.nextInt(3);
    long need = least == 0 ? 0 : least + random.nextInt(5);
    long want = need + random.nextInt(5);
    String tag = keys.rateTag("q");
    if (random.nextInt(3) == 0) {
      var wish = new Wish(10, least, need, want, random.nextInt(4));
      return new RateAsk.Permits(tag, "p", life, wish);
    }
    List<Taken.Part> returns =
        random.nextBoolean()
            ? List.of()
            : List.of(new Taken.Part(bucket - random.nextInt(2), random.nextInt(9)));
    List<History.Use> charges =
        random.nextInt(4) > 0
            ? List.of()
            : List.of(new History.Use(random.nextLong(3_600_000_000_000L), random.nextInt(3)));
    return new RateAsk.Window(tag, "q", life, new Wish(40, least, need, want, 0), charges, returns);
  }

  /** Without times, which are not the same on two clocks. */
  private static Object plain(RateReply reply) {
    return reply instanceof RateReply.Noted noted
        ? List.of(noted.granted(), noted.used(), noted.leaving().size())
        : reply;
  }

  @Test
  void beginsANewLife_whenItsRecordIsGone() throws RedisUnavailableException {
    RedisRates store = store("e0");
    String tag = keys.rateTag("q");
    int at = Integer.parseInt(tag.substring(1));
    String life = store.beat().get(at).life();
    var ask = new RateAsk.Window(tag, "q", life, new Wish(1, 1, 1, 1, 0), List.of(), List.of());
    try (var jedis = new Jedis(REDIS.host(), REDIS.port())) {
      jedis.hset(keys.life(tag), "run", "another server");
    }

    assertThat(store.ask(List.of(ask), 1, 1)).containsExactly(new RateReply.OtherLife());
    assertThat(store.beat().get(at).life()).isNotEqualTo(life);
  }

  /** What a call asked for and when; the hold was taken somewhere in between. */
  private record Admitted(long before, long after) {}

  @Test
  void admitsNoMoreThanTheLimitInAnyWindow_fromThreeNodesUnderLoad() throws Exception {
    RateLimit limit = new RateLimit(Scope.API_KEY, "k", Unit.REQUESTS, 40);
    List<Admitted> admitted = Collections.synchronizedList(new ArrayList<>());
    long start = System.nanoTime();
    long until = start + 5 * WINDOW_NANOS;
    var done = new CountDownLatch(3);
    for (int i = 0; i < 3; i++) {
      Rates node = Rates.overRedis(redis, "e" + i, SHORT, System::nanoTime).start();
      Thread.ofVirtual()
          .start(() -> {
            while (System.nanoTime() < until) {
              long before = System.nanoTime();
              RateAdmission decided = node.admit(List.of(limit), 0);
              if (decided instanceof RateAdmission.Admitted(RateHold hold)) {
                admitted.add(new Admitted(before, System.nanoTime()));
                hold.settle(0);
              }
              Thread.yield();
            }
            node.close();
            done.countDown();
          });
    }
    done.await();

    List<Admitted> all = List.copyOf(admitted);
    assertThat(all.stream().mapToLong(first -> within(all, first)).max().orElse(0))
        .isLessThanOrEqualTo(limit.limit());
    // Grants count for up to 0.3 s longer than the window of 2 s.
    assertThat(all.size()).isBetween(160, 200);
  }

  private static long within(List<Admitted> all, Admitted first) {
    return all.stream()
        .filter(it -> it.before >= first.before && it.after - first.before <= WINDOW_NANOS)
        .count();
  }
}
