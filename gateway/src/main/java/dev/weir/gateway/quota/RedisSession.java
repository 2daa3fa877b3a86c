package dev.weir.gateway.quota;

import dev.weir.schemas.config.RedisSettings;
import dev.weir.schemas.redis.RedisLink;
import dev.weir.schemas.redis.RedisUnavailableException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A connection to the Redis of the quotas, which must not evict them; opened anew after any
 * trouble. For one thread.
 */
public final class RedisSession {
  private final RedisSettings settings;
  private final Duration timeout;
  private @Nullable RedisLink link;

  /**
   * @param timeout of each answer
   */
  public RedisSession(RedisSettings settings, Duration timeout) {
    this.settings = settings;
    this.timeout = timeout;
  }

  /** Connects, if it is not. */
  public void connect() throws RedisUnavailableException {
    if (link != null) {
      return;
    }
    RedisLink opened = RedisLink.open(settings, timeout);
    if (RedisCheck.of(opened) instanceof RedisCheck.Evicts evicts) {
      opened.close();
      throw new RedisUnavailableException(evicts.message(), new IllegalStateException());
    }
    link = opened;
  }

  /** The open connection. */
  public RedisLink link() throws RedisUnavailableException {
    if (link == null) {
      throw new RedisUnavailableException("not connected", new IllegalStateException());
    }
    return link;
  }

  public void disconnect() {
    if (link != null) {
      link.close();
      link = null;
    }
  }
}
