package dev.weir.gateway.metrics;

import dev.weir.gateway.core.RateFigures;
import dev.weir.schemas.events.Payer;
import dev.weir.schemas.events.Route;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** The facts that are counted on the request path. No method blocks or throws. */
public interface GatewayMetrics {
  /** Counts nothing. */
  GatewayMetrics NONE =
      new GatewayMetrics() {
        @Override
        public void answered(Payer payer, Route route, String requested, Duration latency) {}

        @Override
        public void spent(Payer payer, Route route, String requested, long nanoUsd) {}

        @Override
        public void failed(Route route, String code) {}

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
      };

  /**
   * A provider answered a call in full.
   *
   * @param requested the model group that the client asked for
   * @param latency from sending to the last byte
   */
  void answered(Payer payer, Route route, String requested, Duration latency);

  /** An attempt was billed. */
  void spent(Payer payer, Route route, String requested, long nanoUsd);

  /**
   * An attempt failed.
   *
   * @param code kind of failure
   */
  void failed(Route route, String code);

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
}
