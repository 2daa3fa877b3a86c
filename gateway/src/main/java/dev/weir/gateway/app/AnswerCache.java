package dev.weir.gateway.app;

import dev.weir.gateway.admin.AdminRoute;
import dev.weir.gateway.admin.CacheRoutes;
import dev.weir.gateway.cache.CacheRules;
import dev.weir.gateway.cache.ResponseCache;
import dev.weir.gateway.metrics.PrometheusMetrics;
import dev.weir.schemas.config.CacheSettings;
import io.micrometer.core.instrument.Tags;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The response cache of a node, with what belongs to it.
 *
 * @param cache null: it is off
 */
record AnswerCache(CacheSettings settings, @Nullable ResponseCache cache) {
  static AnswerCache open(
      CacheSettings settings, InstantSource clock, Closing closing, PrometheusMetrics metrics) {
    ResponseCache cache =
        ResponseCache.open(settings.store(), settings.limits(), clock, System::nanoTime);
    if (cache != null) {
      closing.add(cache);
      metrics
          .page()
          .counter(
              "weir_cache_stored",
              "Answers that were stored by this node",
              Tags.empty(),
              cache::stored);
      metrics
          .page()
          .counter(
              "weir_cache_dropped",
              "Answers not stored: too large, too many, or the store was away or full",
              Tags.empty(),
              cache::dropped);
    }
    return new AnswerCache(settings, cache);
  }

  /** Null: nothing is cached. */
  @Nullable CacheRules rules() {
    return cache == null ? null : new CacheRules(settings);
  }

  List<AdminRoute> routes() {
    return CacheRoutes.of(cache, settings);
  }
}
