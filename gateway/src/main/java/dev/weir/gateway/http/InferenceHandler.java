package dev.weir.gateway.http;

import dev.weir.gateway.auth.AuthResult;
import dev.weir.gateway.core.Caller;
import dev.weir.gateway.core.Protocol;
import dev.weir.gateway.idempotency.IdempotencyKeys;
import dev.weir.gateway.metrics.GatewayMetrics;
import dev.weir.gateway.pipeline.Call;
import dev.weir.gateway.pipeline.Intake.Taken;
import dev.weir.gateway.pipeline.Pipeline;
import dev.weir.gateway.pipeline.Refusal;
import io.helidon.http.Header;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.util.function.Supplier;

/** Chat completions or messages: the same steps, another shape. */
final class InferenceHandler implements Handler {
  private final Protocol protocol;
  private final Reception reception;
  private final Supplier<Serving> serving;
  private final NamedCalls named;
  private final Header version;
  private final GatewayMetrics metrics;
  private final InFlight inFlight;
  private final TakenHeaders taken;

  InferenceHandler(Protocol protocol, Inference inference, Header version) {
    this.protocol = protocol;
    this.reception = inference.reception();
    this.serving = inference.serving();
    this.metrics = inference.metrics();
    this.inFlight = inference.inFlight();
    this.named = new NamedCalls(inference.idempotency(), metrics, inFlight);
    this.taken = new TakenHeaders(serving.get().intake().headers());
    this.version = version;
  }

  /** What both kinds of call need. */
  record Inference(
      Reception reception,
      Supplier<Serving> serving,
      IdempotencyKeys idempotency,
      GatewayMetrics metrics,
      InFlight inFlight) {}

  @Override
  public void handle(ServerRequest request, ServerResponse response) throws IOException {
    String callId = Reception.callId(request);
    Serving by = serving.get();
    var client =
        new HttpClientSide(response, protocol, new AnswerHead(callId, version), by.errors());
    var count = new CallCount(request, protocol, by.pipeline().nanos());
    inFlight.begin();
    try {
      handle(request, response, callId, by, client, count);
    } catch (CloseConnectionException e) {
      throw e; // The client has its answer.
    } catch (RuntimeException e) {
      client.failed();
      throw e;
    } finally {
      metrics.called(count.figures(client, by.pipeline().nanos()));
      inFlight.ended();
    }
  }

  private void handle(
      ServerRequest request,
      ServerResponse response,
      String callId,
      Serving by,
      HttpClientSide client,
      CallCount count)
      throws IOException {
    switch (reception.authenticate(request, by)) {
      case AuthResult.Refused refused -> {
        metrics.refused("unauthorized");
        Unread.answer(request, response, () -> client.refuse(reception.refusal(refused)));
      }
      case AuthResult.Allowed(Caller caller) -> {
        count.caller(caller.payer());
        switch (by.bodies().read(request)) {
          case Bodies.Whole(byte[] body) ->
              answer(request, body, callId, caller, by, client, count);
          case Bodies.TooLarge(var rest) -> {
            metrics.refused("too_large");
            ErrorReply error = Errors.tooLarge(by.bodies().limit());
            Unread.answer(request, response, rest, () -> client.refuse(error));
          }
        }
      }
    }
  }

  private void answer(
      ServerRequest request,
      byte[] body,
      String callId,
      Caller caller,
      Serving by,
      HttpClientSide client,
      CallCount count) {
    switch (by.intake().take(callId, caller, protocol, body, taken.of(request))) {
      case Taken.Turned(Refusal refusal) -> {
        count.turned(refusal);
        by.pipeline().refuse(callId, refusal, client);
      }
      case Taken.Accepted(Call call) -> {
        count.accepted(call);
        run(call, by.pipeline(), NamedCalls.Name.in(request.headers()), client);
      }
    }
    client.end();
  }

  private void run(Call call, Pipeline pipeline, NamedCalls.Name name, HttpClientSide client) {
    switch (name) {
      case NamedCalls.Name.None() -> pipeline.run(call, client);
      case NamedCalls.Name.Given(String key) -> named.answer(key, call, pipeline, client);
      case NamedCalls.Name.Malformed() -> {
        metrics.refused("bad_request");
        client.refuse(Errors.badName());
      }
    }
  }
}
