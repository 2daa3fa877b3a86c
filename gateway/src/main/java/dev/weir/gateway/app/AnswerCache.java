package dev.weir.gateway.app;

import dev.weir.gateway.admin.AdminRoute;
import dev.weir.gateway.admin.CacheRoutes;
import dev.weir.gateway.cache.CacheRules;
import dev.weir.gateway.cache.ResponseCache;
import dev.weir.gateway.metrics.PrometheusMetrics;
import dev.weir.schemas.config.CacheSettings;
import dev.weir.schemas.config.CacheSettings.Store.Off;
import io.micrometer.core.instrument.Tags;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The response cache of a node, with what belongs to it.
 *
 * @param settings of the start
 * @param cache null: it was off at the start
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

  /**
   * By these settings, in the store that this node has had since its start.
   *
   * @return null: nothing is cached
   */
  @Nullable CacheRules rules(CacheSettings now) {
    return cache == null || now.store() instanceof Off ? null : new CacheRules(now);
  }

  List<AdminRoute> routes() {
    return CacheRoutes.of(cache, settings);
  }
}
