package dev.weir.gateway.quota.rate;

import dev.weir.schemas.redis.RedisUnavailableException;
import java.util.ArrayList;
import java.util.List;

/** One node's way to the twin: calls may be lost, come late, or twice. */
final class TwinStore implements RateStore {
  /** What happens to the next calls. */
  enum Fault {
    NONE,
    LOSE_CALL,
    LOSE_ANSWER,
    LATE,
    TWICE
  }

  private final TwinRedis redis;
  private final String epoch;
  private final List<Runnable> late;
  Fault fault = Fault.NONE;
  boolean down;
  int calls;

  /** Calls that are late stand in that list until the test runs them. */
  TwinStore(TwinRedis redis, String epoch, List<Runnable> late) {
    this.redis = redis;
    this.epoch = epoch;
    this.late = late;
  }

  @Override
  public void connect() throws RedisUnavailableException {
    if (down) {
      throw lost();
    }
  }

  @Override
  public List<RateTag> beat() throws RedisUnavailableException {
    connect();
    return redis.beat(epoch);
  }

  @Override
  public List<RateReply> ask(List<RateAsk> asks, long seq, int nodes)
      throws RedisUnavailableException {
    connect();
    calls++;
    Fault now = fault;
    fault = Fault.NONE;
    if (now == Fault.LATE || now == Fault.TWICE) {
      late.add(() -> run(asks, seq, nodes));
    }
    if (now == Fault.LATE || now == Fault.LOSE_CALL) {
      throw lost();
    }
    List<RateReply> replies = run(asks, seq, nodes);
    if (now == Fault.LOSE_ANSWER) {
      throw lost();
    }
    return replies;
  }

  private List<RateReply> run(List<RateAsk> asks, long seq, int nodes) {
    List<RateReply> replies = new ArrayList<>();
    for (int i = 0; i < asks.size(); i++) {
      replies.add(redis.ask(epoch, asks.get(i), seq + i, nodes));
    }
    return replies;
  }

  @Override
  public void leave() throws RedisUnavailableException {
    connect();
    redis.leave(epoch);
  }

  @Override
  public void disconnect() {}

  private static RedisUnavailableException lost() {
    return new RedisUnavailableException("lost", new IllegalStateException());
  }
}
