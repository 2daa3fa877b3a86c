package dev.weir.gateway.http;

import dev.weir.gateway.core.Protocol;
import dev.weir.gateway.metrics.CallFigures;
import dev.weir.gateway.pipeline.Call;
import dev.weir.gateway.pipeline.Refusal;
import dev.weir.schemas.events.Payer;
import io.helidon.webserver.http.ServerRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What becomes known of one request, for the metrics. */
final class CallCount {
  private final String route;
  private final long start;
  private @Nullable Payer payer;
  private String requested = "";

  /**
   * @param now by the clock of latencies
   */
  CallCount(ServerRequest request, Protocol protocol, long now) {
    this.route =
        request.path().path().startsWith("/v1/") ? protocol.versionedPath() : protocol.path();
    this.start = now;
  }

  void caller(Payer known) {
    payer = known;
  }

  void accepted(Call call) {
    requested = call.plan().group();
  }

  /** A name that is no group's could be any text. */
  void turned(Refusal refusal) {
    requested = refusal instanceof Refusal.UnknownModel ? "other" : "";
  }

  CallFigures figures(HttpClientSide client, long now) {
    return new CallFigures(
        payer, requested, route, client.status(), client.served(), Duration.ofNanos(now - start));
  }
}
