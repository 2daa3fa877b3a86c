package dev.weir.accounting.redis;

import dev.weir.accounting.fold.Spender;
import dev.weir.schemas.config.RedisSettings;
import dev.weir.schemas.events.BudgetLevel;
import dev.weir.schemas.redis.RedisKeys;
import dev.weir.schemas.redis.RedisLink;
import dev.weir.schemas.redis.RedisUnavailableException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** Reads what Redis tells of spenders, for comparison. */
public final class RedisTotals {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final String PARTITION = "p:";

  private final RedisSettings settings;
  private final RedisKeys keys;

  /** Connects for each reading. */
  public RedisTotals(RedisSettings settings) {
    this.settings = settings;
    this.keys = new RedisKeys(settings.prefix());
  }

  /** A key, or whom else a key belongs to. */
  private record Owner(BudgetLevel level, String id) {}

  /**
   * What Redis has of these, in nano-USD; what it has not is left out. A round trip for each owner.
   */
  public Map<Spender, Long> read(Collection<Spender> spenders) throws RedisUnavailableException {
    var owners = new HashSet<Owner>();
    spenders.forEach(it -> owners.add(new Owner(it.level(), it.owner())));
    Map<Spender, Long> totals = new HashMap<>();
    try (RedisLink link = RedisLink.open(settings, TIMEOUT)) {
      for (Owner owner : owners) {
        List<String> fields = link.hash(keys.spend(owner.level, owner.id));
        for (int i = 0; i + 1 < fields.size(); i += 2) {
          if (fields.get(i).startsWith(PARTITION)) {
            int partition = Integer.parseInt(fields.get(i).substring(PARTITION.length()));
            String amount = fields.get(i + 1);
            totals.put(
                new Spender(partition, owner.level, owner.id),
                Long.valueOf(amount.substring(amount.indexOf('|') + 1)));
          }
        }
      }
    }
    return totals;
  }
}
