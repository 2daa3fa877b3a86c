package dev.weir.gateway.http;

import dev.weir.gateway.core.Protocol;
import dev.weir.gateway.core.RateFigures;
import dev.weir.gateway.idempotency.Head;
import dev.weir.gateway.idempotency.Playback;
import dev.weir.gateway.idempotency.Recording;
import dev.weir.gateway.pipeline.Client;
import dev.weir.gateway.pipeline.ClientGoneException;
import dev.weir.gateway.pipeline.Refusal;
import dev.weir.gateway.pipeline.Served;
import dev.weir.schemas.events.Route;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The client's side of a call, over HTTP. */
final class HttpClientSide implements Client {
  private static final Logger LOGGER = LoggerFactory.getLogger(HttpClientSide.class);

  private static final int OK = 200;
  private static final int CLIENT_CLOSED_REQUEST = 499;
  private static final int SERVER_ERROR = 500;

  private final ServerResponse response;
  private final Protocol protocol;
  private final AnswerHead head;
  private final Errors errors;
  private @Nullable OutputStream stream;
  private @Nullable Served served;
  private int status = CLIENT_CLOSED_REQUEST;

  HttpClientSide(ServerResponse response, Protocol protocol, AnswerHead head, Errors errors) {
    this.response = response;
    this.protocol = protocol;
    this.head = head;
    this.errors = errors;
  }

  /** Who answered; null: nobody, or nobody that is known here. */
  @Nullable Route served() {
    return served == null ? null : served.route();
  }

  /** What the client was told; nginx's 499 if it had left before it was told anything. */
  int status() {
    return status;
  }

  /** Whatever it is that went wrong here, the client will be told. */
  void failed() {
    status = SERVER_ERROR;
  }

  @Override
  public void limits(List<RateFigures> figures) {
    head.limits().note(figures);
  }

  @Override
  public void answer(Served served, byte[] body) throws ClientGoneException {
    this.served = served;
    status = OK;
    head.answer(served, response.headers());
    sendWhole(body);
  }

  @Override
  public void begin(Served served) throws ClientGoneException {
    this.served = served;
    status = OK;
    head.stream(served, response.headers());
    open();
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
  public void finish(byte[] events) throws ClientGoneException {
    send(events);
  }

  @Override
  public void refuse(Refusal refusal) {
    if (refusal instanceof Refusal.ProviderFailed failed) {
      head.refused(failed, response.headers());
    }
    refuse(errors.of(refusal, protocol));
  }

  void refuse(ErrorReply error) {
    status = error.status();
    head.identify(response.headers());
    Replies.error(response, error, protocol);
  }

  /** Another client's side of the same call, to be listened to. */
  RecordedClient recorded(Recording recording) {
    return new RecordedClient(recording, protocol, head, errors);
  }

  /** Listens to an answer until its end, or until nobody is there. */
  void play(Playback playback, boolean again) {
    try (playback) {
      Head begins = playback.head();
      if (begins == null) {
        refuse(Errors.internal());
        return;
      }
      PlainHeaders.setAll(response.headers(), begins.headers());
      if (again) {
        response.headers().set(Names.REPLAY);
      }
      status = begins.status();
      response.status(status);
      pass(playback, begins.stream());
    } catch (ClientGoneException e) {
      LOGGER.debug("call={} a client went away before the end", head.callId());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pass(Playback playback, boolean events)
      throws ClientGoneException, InterruptedException {
    if (events) {
      open();
      for (byte[] more = playback.next(); more != null; more = playback.next()) {
        send(more);
      }
      return;
    }
    var body = new ByteArrayOutputStream();
    for (byte[] more = playback.next(); more != null; more = playback.next()) {
      body.writeBytes(more);
    }
    sendWhole(body.toByteArray());
  }

  private void sendWhole(byte[] body) throws ClientGoneException {
    try {
      response.send(body);
    } catch (RuntimeException e) {
      throw new ClientGoneException(e);
    }
  }

  private void open() throws ClientGoneException {
    try {
      stream = response.outputStream();
    } catch (RuntimeException e) {
      throw new ClientGoneException(e);
    }
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
}
