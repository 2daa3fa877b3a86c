package dev.weir.gateway.quota.rate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.core.RateAdmission;
import dev.weir.gateway.core.RateHold;
import dev.weir.gateway.core.RateLimit;
import dev.weir.gateway.core.RateLimit.Scope;
import dev.weir.gateway.core.RateLimit.Unit;
import dev.weir.schemas.redis.RedisKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Some nodes over one twin, on virtual time. */
final class TestNodes {
  long nanos;
  final List<Runnable> late = new ArrayList<>();
  final TwinRedis redis;
  final List<TwinStore> stores = new ArrayList<>();
  final List<Rates> nodes = new ArrayList<>();

  TestNodes(int count, RateSettings settings) {
    redis = new TwinRedis(settings, () -> 1_000_000 + nanos / 1_000_000);
    for (int i = 0; i < count; i++) {
      var store = new TwinStore(redis, "e" + i, late);
      stores.add(store);
      nodes.add(new Rates(store, new RedisKeys(""), settings, () -> nanos));
    }
    stepAll();
    stepAll();
  }

  /** Past the time in which a new life is careful. */
  TestNodes settled() {
    pass(redis.settings.settling().plusSeconds(1));
    stepAll();
    return this;
  }

  void pass(Duration time) {
    nanos += time.toNanos();
  }

  void stepAll() {
    nodes.forEach(Rates::step);
  }

  static RateLimit requests(long limit) {
    return new RateLimit(Scope.API_KEY, "k", Unit.REQUESTS, limit);
  }

  static RateLimit tokens(long limit) {
    return new RateLimit(Scope.API_KEY, "k", Unit.TOKENS, limit);
  }

  static RateLimit parallel(long limit) {
    return new RateLimit(Scope.API_KEY, "k", Unit.MAX_PARALLEL_REQUESTS, limit);
  }

  /** Asks as a call would, with as many rounds of the worker as it would wait for. */
  RateAdmission ask(int node, long tokens, RateLimit... limits) {
    Rates plane = nodes.get(node);
    RateRequest request = plane.request(List.of(limits), tokens);
    @Nullable RateAdmission decided = request.poll();
    while (decided == null) {
      plane.step();
      decided = request.poll();
      pass(Duration.ofMillis(decided == null ? 100 : 0));
    }
    request.end();
    return decided;
  }

  RateHold admitted(int node, long tokens, RateLimit... limits) {
    RateAdmission decided = ask(node, tokens, limits);
    assertThat(decided).isInstanceOf(RateAdmission.Admitted.class);
    return ((RateAdmission.Admitted) decided).hold();
  }

  RateAdmission.Limited limited(int node, long tokens, RateLimit... limits) {
    RateAdmission decided = ask(node, tokens, limits);
    assertThat(decided).isInstanceOf(RateAdmission.Limited.class);
    return (RateAdmission.Limited) decided;
  }
}
