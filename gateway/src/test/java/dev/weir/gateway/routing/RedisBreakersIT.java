package dev.weir.gateway.routing;

import static dev.weir.gateway.routing.Candidates.candidate;
import static dev.weir.gateway.routing.Candidates.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.gateway.core.Candidate;
import dev.weir.gateway.core.Failure.Kind;
import dev.weir.gateway.core.Incidents;
import dev.weir.schemas.config.Balancing;
import dev.weir.schemas.config.RedisSettings;
import dev.weir.schemas.events.Tokens;
import dev.weir.schemas.redis.RedisKeys;
import dev.weir.testkit.RedisExtension;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Jedis;

/** Two nodes on one Redis. */
final class RedisBreakersIT {
  @RegisterExtension static final RedisExtension REDIS = new RedisExtension();
  private static final Candidate A = candidate("g", "a");

  private final String prefix = REDIS.newPrefix();
  private final RedisSettings settings =
      new RedisSettings(REDIS.host(), REDIS.port(), null, null, false, prefix);
  private final Traffic one = traffic();
  private final Traffic two = traffic();
  private final RedisBreakers ofOne = new RedisBreakers(settings, one);
  private final RedisBreakers ofTwo = new RedisBreakers(settings, two);

  @BeforeEach
  void start() {
    ofOne.start();
    ofTwo.start();
  }

  @AfterEach
  void stop() {
    ofOne.close();
    ofTwo.close();
  }

  @Test
  void respectsABreakerThatAnotherNodeOpened_untilAnyNodeClosesIt() {
    ((Entry.Entered) one.enter(A)).pass().failed(failure(Kind.AUTHENTICATION));

    await().untilAsserted(() -> assertThat(two.enter(A)).isInstanceOf(Entry.Closed.class));
    two.force(A).answered(Duration.ofMillis(1), null, Tokens.NONE);
    await().untilAsserted(() -> assertThat(one.healthy(A)).isTrue());
    assertThat(two.healthy(A)).isTrue();
  }

  @Test
  void tellsAgainWhatRedisHasForgotten_andKeepsNothingForEver() {
    String key = new RedisKeys(prefix).breakers();
    try (Jedis jedis = new Jedis(REDIS.host(), REDIS.port())) {
      ((Entry.Entered) one.enter(A)).pass().failed(failure(Kind.AUTHENTICATION));
      await().untilAsserted(() -> assertThat(jedis.exists(key)).isTrue());
      jedis.del(key);

      await().untilAsserted(() -> assertThat(jedis.hkeys(key)).containsExactly("a"));
      assertThat(jedis.pttl(key)).isBetween(1L, Duration.ofHours(2).toMillis());
    }
  }

  private static Traffic traffic() {
    var traffic = new Traffic(InstantSource.system(), Incidents.NONE);
    traffic.follow(new RoutingTable(List.of(A), Map.of()), Balancing.standard());
    return traffic;
  }
}
