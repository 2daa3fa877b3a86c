package dev.weir.gateway.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.gateway.idempotency.Claim.Replay;
import dev.weir.gateway.idempotency.Claim.Run;
import dev.weir.schemas.config.RedisSettings;
import dev.weir.testkit.FreshRedis;
import dev.weir.testkit.RedisExtension;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** Two nodes and a Redis of their own. */
final class RedisClaimsIT {
  private static final Duration LEASE = Duration.ofMillis(900);
  private static final Limits LIMITS =
      new Limits(Duration.ofMinutes(10), Duration.ofSeconds(10), 4_000, 20_000, 100);
  private static final RedisLimits REDIS_LIMITS =
      new RedisLimits(Duration.ofMillis(400), LEASE, 2_000, 5_000);
  private static final Fingerprint REQUEST = Fingerprint.of("chat", "{}".getBytes(UTF_8));
  private static final Head HEAD = new Head(200, Map.of("x-litellm-call-id", "c1"), true);

  private final FreshRedis redis = RedisExtension.fresh();
  private final Jedis jedis = new Jedis(redis.host(), redis.port());
  private final Node a = new Node();
  private final Node b = new Node();

  private final class Node {
    final RedisClaims claims =
        RedisClaims.start(
            new RedisSettings(redis.host(), redis.port(), null, null, false, "p."),
            LIMITS.keep(),
            REDIS_LIMITS,
            System::nanoTime);
    final IdempotencyKeys keys =
        new IdempotencyKeys(
            LIMITS, id -> Integer.toHexString(id.hashCode()), System::nanoTime, claims);

    Claim claim() {
      return keys.claim("owner", "order-1", REQUEST);
    }

    void succeed(int size) {
      Run run = (Run) claim();
      run.recording().begin(HEAD);
      run.recording().complete("x".repeat(size).getBytes(UTF_8));
    }
  }

  @BeforeEach
  void connect() {
    await().until(() -> a.claims.connected() && b.claims.connected());
  }

  @AfterEach
  void stop() {
    a.keys.close();
    b.keys.close();
    jedis.close();
    redis.close();
  }

  private Claim eventually(Node node, Class<? extends Claim> kind) {
    Claim[] last = new Claim[1];
    await().atMost(Duration.ofSeconds(10)).until(() -> kind.isInstance(last[0] = node.claim()));
    return last[0];
  }

  private static String body(Claim replay) throws InterruptedException {
    Playback playback = ((Replay) replay).playback();
    assertThat(playback.head()).isEqualTo(HEAD);
    byte @Nullable [] all = playback.next();
    assertThat(playback.next()).isNull();
    return all == null ? "" : new String(all, UTF_8);
  }

  @Test
  void refusesACallThatRunsElsewhere_andGivesItsAnswerOnceItIsThere() throws Exception {
    Run run = (Run) a.claim();
    assertThat(b.claim()).isEqualTo(new Claim.Running(Duration.ofSeconds(1)));

    run.recording().begin(HEAD);
    run.recording().write("one ".getBytes(UTF_8));
    run.recording().complete("two \u2713".getBytes(UTF_8));

    assertThat(body(eventually(b, Replay.class))).isEqualTo("one two \u2713");
    assertThat(body(b.claim())).isEqualTo("one two \u2713");
    assertThat(b.keys.claim("owner", "order-1", Fingerprint.of("chat", "[]".getBytes(UTF_8))))
        .isEqualTo(new Claim.Different());
    assertThat(b.keys.claim("another", "order-1", REQUEST)).isInstanceOf(Run.class);
  }

  @Test
  void keepsAnAnswerForTenMinutes_underNoNameThatTellsTheKey() {
    a.succeed(100);
    await().until(() -> jedis.keys("*").stream().anyMatch(key -> jedis.hexists(key, "a")));

    String key = jedis.keys("*").iterator().next();
    assertThat(jedis.pttl(key)).isBetween(590_000L, 600_000L);
    assertThat(key).startsWith("p.weir:{i").doesNotContain("order", "owner");
    assertThat(String.join(" ", jedis.hgetAll(key).values())).doesNotContain("order", "owner");
  }

  @Test
  void freesTheKeyOnAllNodes_whenTheCallFails() {
    Run run = (Run) a.claim();

    run.recording().refuse(new Head(500, Map.of(), false), new byte[1]);

    assertThat(eventually(b, Run.class)).isInstanceOf(Run.class);
  }

  @Test
  void keepsAClaimAlive_whileTheCallRuns_andFreesThatOfADeadNode() throws Exception {
    Run run = (Run) a.claim();
    String key = jedis.keys("*").iterator().next();
    long begun = System.nanoTime();
    await()
        .pollInterval(Duration.ofMillis(50))
        .until(() -> {
          assertThat(jedis.exists(key)).isTrue();
          return System.nanoTime() - begun > LEASE.multipliedBy(2).toNanos();
        });
    assertThat(b.claim()).isInstanceOf(Claim.Running.class);

    a.claims.close();

    assertThat(eventually(b, Run.class)).isInstanceOf(Run.class);
    run.recording().complete(new byte[1]);
  }

  @Test
  void remembersThatACallWasMade_whoseAnswerIsTooLarge() {
    a.succeed(2_001);

    eventually(b, Claim.NotKept.class);
    assertThat(a.claim()).isInstanceOf(Replay.class);
  }

  @Test
  void givesAnAnswerFromRedis_thatLeftThisNodesMemory() throws Exception {
    a.succeed(1_000);
    eventually(b, Replay.class);
    for (int i = 0; i < 6; i++) {
      Run run = (Run) a.keys.claim("owner", "other-" + i, REQUEST);
      run.recording().begin(HEAD);
      run.recording().complete(new byte[3_500]);
    }

    assertThat(body(a.claim())).hasSize(1_000);
  }

  @Test
  void goesOnAlone_whileRedisIsAway_andTellsItLater() throws Exception {
    redis.kill();
    Run run = (Run) a.claim();
    run.recording().begin(HEAD);
    run.recording().complete("alone".getBytes(UTF_8));
    assertThat(body(a.claim())).isEqualTo("alone");
    await().until(() -> !a.claims.connected());

    redis.restart();

    await().atMost(Duration.ofSeconds(10)).until(() -> b.claims.connected());
    await().atMost(Duration.ofSeconds(10)).until(() -> !empty());
    assertThat(body(eventually(b, Replay.class))).isEqualTo("alone");
  }

  @Test
  void doesNotWaitLong_forARedisThatHangs() {
    jedis.clientPause(60_000);
    long begun = System.nanoTime();

    Claim claim = a.claim();

    assertThat(claim).isInstanceOf(Run.class);
    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .isBetween(REDIS_LIMITS.patience(), REDIS_LIMITS.patience().multipliedBy(3));
    await().until(() -> !a.claims.connected());
    assertThat(a.keys.claim("owner", "later", REQUEST)).isInstanceOf(Run.class);
  }

  private boolean empty() {
    try (Jedis anew = new Jedis(redis.host(), redis.port())) {
      return anew.dbSize() == 0;
    }
  }
}
