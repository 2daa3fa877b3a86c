package dev.weir.gateway.quota;

import dev.weir.schemas.redis.RedisUnavailableException;
import java.util.List;

/**
 * Where leases come from. For one thread. After an exception nothing is known of what was done, and
 * {@link #connect} begins anew.
 */
interface LeaseStore {
  /** Connects, if it is not. */
  void connect() throws RedisUnavailableException;

  /** All shard tags. */
  List<TagLife> beat() throws RedisUnavailableException;

  /** One reply for each ask, in order. */
  List<Reply> ask(List<Ask> asks) throws RedisUnavailableException;

  /** Every total under the tag was told to that life; false if it is no longer the life. */
  boolean announced(String tag, String life) throws RedisUnavailableException;

  void disconnect();
}
