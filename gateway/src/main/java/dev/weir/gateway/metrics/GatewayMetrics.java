package dev.weir.gateway.metrics;

import dev.weir.gateway.core.RateFigures;
import dev.weir.schemas.events.CacheHit;
import dev.weir.schemas.events.Payer;
import dev.weir.schemas.events.Route;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The facts that are counted on the request path. No method blocks or throws. */
public interface GatewayMetrics {
  /** Counts nothing. */
  GatewayMetrics NONE =
      new GatewayMetrics() {
        @Override
        public void attempted(AttemptFigures attempt) {}

        @Override
        public void fellBack(FallbackFigures fallback) {}

        @Override
        public void called(CallFigures call) {}

        @Override
        public void refused(String code) {}

        @Override
        public void remainingRequests(Payer payer, Route route, URI apiBase, long remaining) {}

        @Override
        public void remainingTokens(Payer payer, Route route, URI apiBase, long remaining) {}

        @Override
        public void limits(Payer payer, String requested, List<RateFigures> figures) {}

        @Override
        public void overage(long nanoUsd) {}

        @Override
        public void cacheHit(Payer payer, Route route, String requested, CacheHit hit) {}

        @Override
        public void cacheMissed(Payer payer, @Nullable Route route, String requested) {}
      };

  /** An attempt has ended. */
  void attempted(AttemptFigures attempt);

  /** A call was passed on to another group. */
  void fellBack(FallbackFigures fallback);

  /** A client has its answer. */
  void called(CallFigures call);

  /**
   * A client was refused.
   *
   * @param code kind of refusal
   */
  void refused(String code);

  /** What the provider says is left of its own request limit. */
  void remainingRequests(Payer payer, Route route, URI apiBase, long remaining);

  /** As {@link #remainingRequests}, of tokens. */
  void remainingTokens(Payer payer, Route route, URI apiBase, long remaining);

  /** How the limits of a caller stand. */
  void limits(Payer payer, String requested, List<RateFigures> figures);

  /** An attempt cost more than was held for it. */
  void overage(long nanoUsd);

  /** A stored answer was given, of this deployment. */
  void cacheHit(Payer payer, Route route, String requested, CacheHit hit);

  /**
   * No stored answer was there for a call that would have taken one.
   *
   * @param route who answered it; null: nobody did
   */
  void cacheMissed(Payer payer, @Nullable Route route, String requested);
}
