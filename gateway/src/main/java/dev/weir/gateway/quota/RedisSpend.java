package dev.weir.gateway.quota;

import dev.weir.schemas.config.RedisSettings;
import dev.weir.schemas.events.BudgetLevel;
import dev.weir.schemas.events.BudgetWindow;
import dev.weir.schemas.redis.RedisKeys;
import dev.weir.schemas.redis.RedisLink;
import dev.weir.schemas.redis.RedisUnavailableException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Reads spend as accounting has settled it, exact to the nano-USD; for the admin API and gauges,
 * never for a call. Nothing is told while Redis is away or has yet to be rewritten: part of a sum
 * would be wrong.
 */
public final class RedisSpend {
  private static final Duration TIMEOUT = Duration.ofMillis(500);
  private static final int WINDOW_AMOUNT = 2;
  private static final int TOTAL_AMOUNT = 1;

  private final RedisSettings settings;
  private final RedisKeys keys;

  /** Connects for each question. */
  public RedisSpend(RedisSettings settings) {
    this.settings = settings;
    this.keys = new RedisKeys(settings.prefix());
  }

  /** Cost of the finished attempts of a budget window, in nano-USD. */
  public OptionalLong settledNanoUsd(BudgetWindow window) {
    return sum(keys.tag(window), keys.quota(window), WINDOW_AMOUNT);
  }

  /**
   * The same of many windows, over one connection; those that can't be told are left out. Takes a
   * round trip for each.
   */
  public Map<BudgetWindow, Long> settledNanoUsd(Collection<BudgetWindow> windows) {
    Map<BudgetWindow, Long> settled = new HashMap<>();
    Map<String, Boolean> complete = new HashMap<>();
    try (RedisLink link = RedisLink.open(settings, TIMEOUT)) {
      for (BudgetWindow window : windows) {
        String tag = keys.tag(window);
        Boolean known = complete.get(tag);
        if (known == null) {
          known = rewritten(link.hash(keys.life(tag)), link.runId());
          complete.put(tag, known);
        }
        if (known) {
          settled.put(window, sum(link.hash(keys.quota(window)), WINDOW_AMOUNT));
        }
      }
      return settled;
    } catch (RedisUnavailableException e) {
      return Map.of();
    }
  }

  /** Cost of all finished attempts that an owner ever paid for, in nano-USD. */
  public OptionalLong totalNanoUsd(BudgetLevel level, String owner) {
    return sum(keys.tag(level, owner), keys.spend(level, owner), TOTAL_AMOUNT);
  }

  private OptionalLong sum(String tag, String key, int amount) {
    try (RedisLink link = RedisLink.open(settings, TIMEOUT)) {
      if (!rewritten(link.hash(keys.life(tag)), link.runId())) {
        return OptionalLong.empty();
      }
      return OptionalLong.of(sum(link.hash(key), amount));
    } catch (RedisUnavailableException e) {
      return OptionalLong.empty();
    }
  }

  private static long sum(List<String> fields, int amount) {
    long sum = 0;
    for (int i = 0; i + 1 < fields.size(); i += 2) {
      if (fields.get(i).startsWith("p:")) {
        sum += Long.parseLong(fields.get(i + 1).split("\\|", -1)[amount]);
      }
    }
    return sum;
  }

  private static boolean rewritten(List<String> life, String runId) {
    int run = life.indexOf("run");
    int parts = life.indexOf("parts");
    return run >= 0
        && parts >= 0
        && life.get(run + 1).equals(runId)
        && life.stream().filter(field -> field.startsWith("o:")).count()
            >= Integer.parseInt(life.get(parts + 1));
  }
}
