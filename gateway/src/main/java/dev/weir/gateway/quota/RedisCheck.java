package dev.weir.gateway.quota;

import dev.weir.schemas.config.RedisSettings;
import dev.weir.schemas.redis.RedisLink;
import dev.weir.schemas.redis.RedisUnavailableException;
import java.time.Duration;

/** Whether a Redis is fit to keep quotas. */
public sealed interface RedisCheck {
  /** It is. */
  record Fit() implements RedisCheck {}

  /** It would drop quotas when its memory is full: a reason not to start. */
  record Evicts(String policy) implements RedisCheck {
    /** For people: what is wrong and what to do. */
    public String message() {
      return ("Redis has maxmemory-policy %s and may forget budgets;"
              + " set it to noeviction or give Weir a Redis of its own")
          .formatted(policy);
    }
  }

  /** It can't be asked now: no reason not to start. */
  record Unreachable(String reason) implements RedisCheck {}

  /** Asks a Redis, before the start. */
  static RedisCheck of(RedisSettings settings) {
    try (RedisLink link = RedisLink.open(settings, Duration.ofSeconds(2))) {
      return of(link);
    } catch (RedisUnavailableException e) {
      return new Unreachable(String.valueOf(e.getMessage()));
    }
  }

  /** Asks over an open connection. */
  static RedisCheck of(RedisLink link) throws RedisUnavailableException {
    String policy = link.evictionPolicy();
    return policy.equals("noeviction") ? new Fit() : new Evicts(policy);
  }
}
