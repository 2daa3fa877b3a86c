package dev.weir.gateway.quota;

import dev.weir.schemas.redis.RedisUnavailableException;
import java.util.ArrayList;
import java.util.List;

/** A store whose next calls may lose their answers, or arrive late. */
final class FaultyStore implements LeaseStore {
  /** What happens to the next call. */
  enum Fault {
    NONE,
    ANSWER_LOST,
    LATE
  }

  /** Calls that Redis has yet to see. */
  final List<Ask> late = new ArrayList<>();

  Fault fault = Fault.NONE;

  /** Redis can't be reached from this node. */
  boolean cut;

  private final LeaseStore store;
  private final LeaseStore lateStore;

  FaultyStore(LeaseStore store, LeaseStore lateStore) {
    this.store = store;
    this.lateStore = lateStore;
  }

  @Override
  public void connect() throws RedisUnavailableException {
    if (cut) {
      throw new RedisUnavailableException("cut", new IllegalStateException());
    }
    store.connect();
  }

  @Override
  public List<TagLife> beat() throws RedisUnavailableException {
    return store.beat();
  }

  @Override
  public List<Reply> ask(List<Ask> asks) throws RedisUnavailableException {
    Fault now = fault;
    fault = Fault.NONE;
    switch (now) {
      case NONE -> {
        return store.ask(asks);
      }
      case ANSWER_LOST -> store.ask(asks);
      case LATE -> late.addAll(asks);
    }
    throw new RedisUnavailableException("lost", new IllegalStateException());
  }

  /** From now on, or until it is called again. */
  void toggleCut() {
    cut = !cut;
    store.disconnect();
  }

  /** Late calls arrive, over a connection whose end nobody reads. */
  void deliver(int which) {
    Ask ask = late.remove(which);
    try {
      lateStore.connect();
      lateStore.ask(List.of(ask));
    } catch (RedisUnavailableException e) {
      lateStore.disconnect();
    }
  }

  @Override
  public boolean announced(String tag, String life) throws RedisUnavailableException {
    return store.announced(tag, life);
  }

  @Override
  public void disconnect() {
    store.disconnect();
  }

  void close() {
    store.disconnect();
    lateStore.disconnect();
  }
}
