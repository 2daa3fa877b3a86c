package dev.weir.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.weir.gateway.auth.AuthResult;
import dev.weir.gateway.core.Caller;
import dev.weir.gateway.core.Protocol;
import io.helidon.http.Header;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.function.Supplier;

/** Health and metrics, open to all unless the operator says otherwise. */
final class OperationsHandler {
  private static final Header METRICS_TYPE =
      HeaderValues.createCached("content-type", "text/plain; version=0.0.4; charset=utf-8");
  private static final byte[] ALIVE = "\"I'm alive!\"".getBytes(UTF_8);
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  private final Reception reception;
  private final InFlight inFlight;
  private final Health health;
  private final Supplier<String> metrics;
  private final Supplier<Serving> serving;

  OperationsHandler(
      Reception reception,
      InFlight inFlight,
      Health health,
      Supplier<String> metrics,
      Supplier<Serving> serving) {
    this.reception = reception;
    this.inFlight = inFlight;
    this.health = health;
    this.metrics = metrics;
    this.serving = serving;
  }

  void readiness(ServerRequest request, ServerResponse response) {
    if (inFlight.stopping()) {
      Replies.json(
          response,
          UNAVAILABLE,
          JsonNodeFactory.instance.objectNode().put("status", "shutting_down"));
      return;
    }
    var readiness = health.readiness();
    Replies.json(response, readiness.ready() ? OK : UNAVAILABLE, readiness.body());
  }

  void liveness(ServerRequest request, ServerResponse response) {
    response.headers().set(Names.JSON);
    response.send(ALIVE);
  }

  /** They name every key and team with what it spent: not for each of them to read. */
  void metrics(ServerRequest request, ServerResponse response) {
    if (serving.get().metricsNeedKey()) {
      switch (reception.authenticate(request)) {
        case AuthResult.Allowed(Caller.Master _) -> {}
        case AuthResult.Allowed(Caller.VirtualKey _) -> {
          Replies.error(response, Errors.masterOnly(), Protocol.OPENAI_CHAT);
          return;
        }
        case AuthResult.Refused refused -> {
          Replies.error(response, reception.refusal(refused), Protocol.OPENAI_CHAT);
          return;
        }
      }
    }
    response.headers().set(METRICS_TYPE);
    response.send(metrics.get().getBytes(UTF_8));
  }
}
