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
    this.route = route(protocol, request.path().path().startsWith("/v1/"));
    this.start = now;
  }

  /** The route as it is written here, not as the client wrote it. */
  private static String route(Protocol protocol, boolean prefixed) {
    return switch (protocol) {
      case OPENAI_CHAT -> prefixed ? "/v1/chat/completions" : "/chat/completions";
      case ANTHROPIC_MESSAGES -> prefixed ? "/v1/messages" : "/messages";
    };
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
