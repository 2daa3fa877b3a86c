package dev.weir.gateway.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.gateway.core.RateFigures;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what it was sent, until it leaves. */
final class FakeClient implements Client {
  final List<String> sent = new CopyOnWriteArrayList<>();
  final List<Served> served = new CopyOnWriteArrayList<>();
  final List<Refusal> refusals = new CopyOnWriteArrayList<>();
  volatile boolean gone;

  @Override
  public void answer(Served by, byte[] body) throws ClientGoneException {
    served.add(by);
    take(body);
  }

  @Override
  public void begin(Served by) {
    served.add(by);
  }

  @Override
  public void send(byte[] events) throws ClientGoneException {
    take(events);
  }

  @Override
  public void finish(byte[] events) throws ClientGoneException {
    take(events);
  }

  @Override
  public void limits(List<RateFigures> figures) {}

  @Override
  public void refuse(Refusal refusal) {
    refusals.add(refusal);
  }

  /** All that was sent, as one text. */
  String text() {
    return String.join("", sent);
  }

  private void take(byte[] bytes) throws ClientGoneException {
    if (gone) {
      throw new ClientGoneException(new IOException("gone"));
    }
    sent.add(new String(bytes, UTF_8));
  }
}
