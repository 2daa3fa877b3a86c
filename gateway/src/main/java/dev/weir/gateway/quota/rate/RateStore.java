package dev.weir.gateway.quota.rate;

import dev.weir.schemas.redis.RedisUnavailableException;
import java.util.List;

/**
 * Where grants come from. For one thread. After an exception nothing is known of what was done, and
 * {@link #connect} begins anew.
 */
interface RateStore {
  /** Connects, if it is not. */
  void connect() throws RedisUnavailableException;

  /** Tells that this node lives; all shard tags. */
  List<RateTag> beat() throws RedisUnavailableException;

  /**
   * One reply for each ask, in order.
   *
   * @param seq of the first; the others count on. It grows with each call of the epoch.
   * @param nodes as known before
   */
  List<RateReply> ask(List<RateAsk> asks, long seq, int nodes) throws RedisUnavailableException;

  /** This node stops: its share is for the others. */
  void leave() throws RedisUnavailableException;

  void disconnect();
}
