package dev.weir.gateway.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.weir.schemas.config.RedisSettings;
import dev.weir.schemas.events.CacheHit;
import dev.weir.schemas.events.Route;
import dev.weir.schemas.events.Tokens;
import dev.weir.schemas.redis.RedisLink;
import dev.weir.schemas.redis.RedisUnavailableException;
import dev.weir.testkit.RedisExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Jedis;

/** Answers in a real Redis. */
class RedisAnswersIT {
  @RegisterExtension static final RedisExtension REDIS = new RedisExtension();

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final byte[] ANSWER = "an answer".repeat(100).getBytes(UTF_8);

  private static RedisSettings redis(String prefix) {
    return new RedisSettings(REDIS.host(), REDIS.port(), null, null, false, prefix);
  }

  private static RedisAnswers open(String prefix, long bytes) {
    RedisAnswers answers = RedisAnswers.start(redis(prefix), PATIENCE, bytes, System::nanoTime);
    answers.put("warm", ANSWER, HOUR);
    await().until(() -> answers.find("warm") != null);
    return answers;
  }

  @Test
  void givesBackWhatWasStored_onAnyNode_untilItExpires() {
    try (RedisAnswers one = open("a:", 1 << 20);
        RedisAnswers other = open("a:", 1 << 20)) {
      assertThat(one.put("k", ANSWER, HOUR)).isTrue();
      assertThat(one.put("short", ANSWER, Duration.ofMillis(50))).isTrue();

      assertThat(other.find("k")).isEqualTo(ANSWER);
      assertThat(other.find("none")).isNull();
      await().until(() -> other.find("short") == null);
    }
  }

  @Test
  void storesNoMoreThanItMay() {
    try (RedisAnswers answers = open("b:", 2_000)) {
      assertThat(answers.put("k", ANSWER, HOUR)).isTrue();
      assertThat(answers.put("l", ANSWER, HOUR)).isFalse();
    }
  }

  @Test
  void forgetsAnswersAndNothingElse() throws CacheAwayException, RedisUnavailableException {
    try (RedisAnswers answers = open("c:", 1 << 20);
        RedisLink link = RedisLink.open(redis("c:"), PATIENCE)) {
      link.put("c:weir:{w1}:q:quota", ANSWER, HOUR);
      answers.put("k", ANSWER, HOUR);
      answers.put("l", ANSWER, HOUR);

      answers.delete(List.of("k"));
      assertThat(answers.find("k")).isNull();
      assertThat(answers.find("l")).isEqualTo(ANSWER);

      answers.flush();
      assertThat(answers.find("l")).isNull();
      assertThat(link.values(List.of("c:weir:{w1}:q:quota"))).containsExactly(ANSWER);
      assertThat(answers.ping()).containsKey("redis_version");
    }
  }

  @Test
  void isAMissAtOnce_whenNobodyListens() throws IOException {
    var nowhere = new RedisSettings("127.0.0.1", closedPort(), null, null, false, "");
    try (RedisAnswers answers =
        RedisAnswers.start(nowhere, Duration.ofMinutes(5), 1 << 20, System::nanoTime)) {
      // A read that waited would run into the build's time limit.
      assertThat(answers.find("k")).isNull();
      assertThat(answers.put("k", ANSWER, HOUR)).isFalse();
      assertThat(answers.put("k", ANSWER, HOUR)).isFalse();
    }
  }

  @Test
  void isAMissWithinItsPatience_andThenAtOnce_whenRedisHangs_andGoesOnWhenItAnswers() {
    Duration patience = Duration.ofMillis(200);
    try (RedisAnswers answers =
            RedisAnswers.start(redis("d:"), patience, 1 << 20, System::nanoTime);
        Jedis jedis = new Jedis(REDIS.host(), REDIS.port())) {
      answers.put("k", ANSWER, HOUR);
      await().until(() -> answers.find("k") != null);
      jedis.clientPause(2_000);

      Duration first = timed(() -> assertThat(answers.find("k")).isNull());
      Duration later =
          timed(() -> IntStream.range(0, 100).forEach(_ -> assertThat(answers.find("k")).isNull()));

      assertThat(first).isBetween(patience, patience.multipliedBy(3));
      // Each of them would have waited as long.
      assertThat(later).isLessThan(patience);
      await().until(() -> answers.find("k") != null);
    }
  }

  private static Duration timed(Runnable action) {
    long begun = System.nanoTime();
    action.run();
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  private static int closedPort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void readsAnswersOfItsOwnVersionOnly() throws IOException {
    var answer =
        new CachedAnswer(
            Instant.parse("2026-12-01T00:00:00Z"),
            new Route("g", "d", "openai", "gpt-4o"),
            new CacheHit(450_000, new Tokens(100, 0, 0, 0, 20, 0)),
            ANSWER);

    CachedAnswer read = CachedAnswer.read(answer.packed());

    assertThat(read).usingRecursiveComparison().isEqualTo(answer);
    assertThat(answer.packed().length).isLessThan(ANSWER.length);
    assertThatThrownBy(() -> CachedAnswer.read(ANSWER)).isInstanceOf(IOException.class);
  }
}
