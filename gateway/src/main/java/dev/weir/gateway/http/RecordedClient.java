package dev.weir.gateway.http;

import dev.weir.gateway.core.Protocol;
import dev.weir.gateway.core.RateFigures;
import dev.weir.gateway.idempotency.AbandonedException;
import dev.weir.gateway.idempotency.Head;
import dev.weir.gateway.idempotency.Recording;
import dev.weir.gateway.pipeline.Client;
import dev.weir.gateway.pipeline.ClientGoneException;
import dev.weir.gateway.pipeline.Refusal;
import dev.weir.gateway.pipeline.Served;
import io.helidon.http.Header;
import io.helidon.http.WritableHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The client's side of a call that any number of connections listen to. */
record RecordedClient(Recording recording, Protocol protocol, AnswerHead head, Errors errors)
    implements Client {
  private static final int OK = 200;

  @Override
  public void limits(List<RateFigures> figures) {
    head.limits().note(figures);
  }

  @Override
  public void answer(Served served, byte[] body) {
    WritableHeaders<?> headers = WritableHeaders.create();
    head.answer(served, headers);
    recording.begin(new Head(OK, plain(headers), false));
    recording.complete(body);
  }

  @Override
  public void begin(Served served) {
    WritableHeaders<?> headers = WritableHeaders.create();
    head.stream(served, headers);
    recording.begin(new Head(OK, plain(headers), true));
  }

  @Override
  public void send(byte[] events) throws ClientGoneException {
    try {
      recording.write(events);
    } catch (AbandonedException e) {
      throw new ClientGoneException(e);
    }
  }

  @Override
  public void finish(byte[] events) {
    recording.complete(events);
  }

  @Override
  public void refuse(Refusal refusal) {
    WritableHeaders<?> headers = WritableHeaders.create();
    if (refusal instanceof Refusal.ProviderFailed failed) {
      head.refused(failed, headers);
    }
    refuse(errors.of(refusal, protocol), headers);
  }

  /** Something went wrong here; nothing is said where an answer has begun. */
  void broken() {
    refuse(Errors.internal(), WritableHeaders.create());
  }

  private void refuse(ErrorReply error, WritableHeaders<?> headers) {
    head.identify(headers);
    headers.set(Names.JSON);
    Map<String, String> all = plain(headers);
    all.putAll(error.headers());
    recording.refuse(new Head(error.status(), all, false), error.body(protocol));
  }

  private static Map<String, String> plain(WritableHeaders<?> headers) {
    Map<String, String> plain = new TreeMap<>();
    for (Header header : headers) {
      plain.put(header.name().toLowerCase(Locale.ROOT), header.get());
    }
    return plain;
  }
}
