package dev.weir.gateway.http;

import dev.weir.gateway.core.Deployment;
import dev.weir.gateway.core.Protocol;
import dev.weir.gateway.pipeline.Client;
import dev.weir.gateway.pipeline.ClientGoneException;
import dev.weir.gateway.pipeline.Refusal;
import dev.weir.gateway.pipeline.Served;
import dev.weir.schemas.money.Money;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The client's side of a call, over HTTP. */
final class HttpClientSide implements Client {
  private static final String PROVIDER_PREFIX = "llm_provider-";

  /** What belongs to the provider's own connection, or would set its cookies on our clients. */
  private static final Set<String> NOT_PASSED =
      Set.of("connection", "keep-alive", "transfer-encoding", "upgrade", "trailer", "set-cookie");

  private final ServerResponse response;
  private final Protocol protocol;
  private final String callId;
  private final Errors errors;
  private final Header version;
  private @Nullable OutputStream stream;

  HttpClientSide(
      ServerResponse response, Protocol protocol, String callId, Errors errors, Header version) {
    this.response = response;
    this.protocol = protocol;
    this.callId = callId;
    this.errors = errors;
    this.version = version;
  }

  @Override
  public void answer(Served served, byte[] body) throws ClientGoneException {
    head(served);
    response.headers().set(Names.JSON);
    try {
      response.send(body);
    } catch (RuntimeException e) {
      throw new ClientGoneException(e);
    }
  }

  @Override
  public void begin(Served served) throws ClientGoneException {
    head(served);
    response.headers().set(Names.EVENTS).set(Names.NO_CACHE).set(Names.NO_BUFFERING);
    try {
      stream = response.outputStream();
    } catch (RuntimeException e) {
      throw new ClientGoneException(e);
    }
  }

  @Override
  public void send(byte[] events) throws ClientGoneException {
    OutputStream out = stream;
    if (out == null) {
      throw new IllegalStateException("events before begin");
    }
    try {
      out.write(events);
      out.flush();
    } catch (IOException | RuntimeException e) {
      // Helidon wraps a broken connection in unchecked exceptions of several kinds.
      throw new ClientGoneException(e);
    }
  }

  @Override
  public void refuse(Refusal refusal) {
    if (refusal instanceof Refusal.ProviderFailed failed) {
      passOn(failed.providerHeaders());
    }
    refuse(errors.of(refusal, protocol));
  }

  void refuse(ErrorReply error) {
    identify();
    Replies.error(response, error, protocol);
  }

  /**
   * The rest of the body is not read, so the connection can't serve again.
   *
   * @throws CloseConnectionException always, when the client has the refusal
   */
  void tooLarge(long limit) {
    response.headers().set(Names.CLOSE);
    refuse(Errors.tooLarge(limit));
    throw Bodies.unread();
  }

  /** Ends a stream that was begun. */
  void end() {
    OutputStream out = stream;
    if (out == null) {
      return;
    }
    try {
      out.close();
    } catch (IOException | RuntimeException e) {
      // Nobody is there any more; the call is settled.
      response.headers().set(Names.CLOSE);
    }
  }

  private void head(Served served) {
    Deployment deployment = served.deployment();
    identify();
    response
        .headers()
        .set(Names.MODEL_ID, deployment.id())
        .set(Names.MODEL_GROUP, deployment.group())
        .set(Names.MODEL_NAME, deployment.provider().label() + "/" + deployment.model())
        .set(HeaderValues.create(Names.RETRIES, served.retries()))
        .set(HeaderValues.create(Names.FALLBACKS, served.fallbacks()));
    Long cost = served.costNanoUsd();
    if (cost != null) {
      response.headers().set(Names.COST, Money.usd(cost).toPlainString());
    }
    passOn(served.providerHeaders());
  }

  private void identify() {
    response.headers().set(Names.CALL_ID, callId).set(version);
  }

  private void passOn(Map<String, String> provider) {
    provider.forEach((name, value) -> {
      if (!NOT_PASSED.contains(name)) {
        response.headers().set(HeaderNames.create(PROVIDER_PREFIX + name), value);
      }
    });
  }
}
