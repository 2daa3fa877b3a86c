package dev.weir.gateway.pipeline;

import dev.weir.gateway.core.RateFigures;
import java.util.List;

/** A client whose answer somebody else sees too. */
record ObservedClient(Client client, CallObserver.Observation observation) implements Client {
  @Override
  public void limits(List<RateFigures> figures) {
    client.limits(figures);
  }

  @Override
  public void answer(Served served, byte[] body) throws ClientGoneException {
    observation.answer(served, body);
    client.answer(served, body);
  }

  @Override
  public void begin(Served served) throws ClientGoneException {
    observation.begin(served);
    client.begin(served);
  }

  @Override
  public void send(byte[] events) throws ClientGoneException {
    observation.events(events);
    client.send(events);
  }

  @Override
  public void finish(byte[] events) throws ClientGoneException {
    observation.events(events);
    client.finish(events);
  }

  @Override
  public void refuse(Refusal refusal) {
    observation.refused(refusal);
    client.refuse(refusal);
  }
}
