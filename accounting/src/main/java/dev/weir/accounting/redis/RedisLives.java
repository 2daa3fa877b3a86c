package dev.weir.accounting.redis;

import dev.weir.schemas.redis.RedisKeys;
import dev.weir.schemas.redis.RedisLink;
import dev.weir.schemas.redis.RedisScript;
import dev.weir.schemas.redis.RedisUnavailableException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the life records. Data that is missing, or was begun by another run of the server, is
 * begun anew and cleared; several processes may do that at once (quota-protocol.md, rules 5, 6).
 */
final class RedisLives {
  private static final Logger LOGGER = LoggerFactory.getLogger(RedisLives.class);
  private static final RedisScript WATCH = RedisScript.load(RedisLives.class, "watch.lua");
  private static final RedisScript LIFE = RedisScript.load(RedisLives.class, "life.lua");
  private static final RedisScript WIPE = RedisScript.load(RedisLives.class, "wipe.lua");
  private static final int WIPED_AT_ONCE = 500;

  private final RedisKeys keys;
  private final int partitions;
  private final Supplier<String> newIds;

  RedisLives(RedisKeys keys, int partitions, Supplier<String> newIds) {
    this.keys = keys;
    this.partitions = partitions;
    this.newIds = newIds;
  }

  /** The life of every tag, after what there is to do was done. */
  Map<String, Life> watch(RedisLink link) throws RedisUnavailableException {
    Map<String, Life> lives = look(link);
    if (lives.values().stream().anyMatch(life -> life.phase() == LifePhase.LOST)) {
      begin(link, lives);
    }
    Set<String> wiping = new TreeSet<>();
    lives.forEach((tag, life) -> {
      if (life.phase() == LifePhase.WIPING) {
        wiping.add(tag);
      }
    });
    if (wiping.isEmpty()) {
      return lives;
    }
    wipe(link, lives, wiping);
    return look(link);
  }

  private Map<String, Life> look(RedisLink link) throws RedisUnavailableException {
    List<RedisScript.Call> calls = new ArrayList<>();
    for (String tag : keys.tags()) {
      calls.add(WATCH.with(List.of(keys.life(tag)), List.of(link.runId())));
    }
    return read(keys.tags(), link.call(calls));
  }

  private void begin(RedisLink link, Map<String, Life> lives) throws RedisUnavailableException {
    List<String> lost = new ArrayList<>();
    List<RedisScript.Call> calls = new ArrayList<>();
    lives.forEach((tag, life) -> {
      if (life.phase() == LifePhase.LOST) {
        String parts = Integer.toString(partitions);
        lost.add(tag);
        calls.add(
            LIFE.with(
                List.of(keys.life(tag)), List.of(life.id(), newIds.get(), link.runId(), parts)));
      }
    });
    Map<String, Life> begun = read(lost, link.call(calls));
    LOGGER.atInfo().addKeyValue("lives", begun).log("began to rebuild budget data in Redis");
    lives.putAll(begun);
  }

  private void wipe(RedisLink link, Map<String, Life> lives, Set<String> wiping)
      throws RedisUnavailableException {
    String cursor = "0";
    do {
      List<String> found = link.scan(cursor, keys.allOf("w*"));
      cursor = found.getFirst();
      for (String tag : wiping) {
        String own = keys.allOf(tag).substring(0, keys.allOf(tag).length() - 1);
        List<String> old =
            found.stream()
                .skip(1)
                .filter(name -> name.startsWith(own) && !name.equals(keys.life(tag)))
                .toList();
        for (int from = 0; from < old.size(); from += WIPED_AT_ONCE) {
          List<String> some = old.subList(from, Math.min(old.size(), from + WIPED_AT_ONCE));
          link.call(List.of(wipe(tag, lives, some, false)));
        }
      }
    } while (!cursor.equals("0"));
    link.call(wiping.stream().map(tag -> wipe(tag, lives, List.of(), true)).toList());
  }

  private RedisScript.Call wipe(
      String tag, Map<String, Life> lives, List<String> old, boolean last) {
    List<String> all = new ArrayList<>(List.of(keys.life(tag)));
    all.addAll(old);
    Life life = lives.getOrDefault(tag, new Life("", LifePhase.LOST));
    return WIPE.with(all, List.of(life.id(), last ? "1" : "0"));
  }

  private static Map<String, Life> read(List<String> tags, List<Object> answers) {
    Map<String, Life> lives = new LinkedHashMap<>();
    for (int i = 0; i < tags.size(); i++) {
      if (answers.get(i) instanceof List<?> pair) {
        String phase = String.valueOf(pair.get(1)).toUpperCase(Locale.ROOT);
        lives.put(tags.get(i), new Life(String.valueOf(pair.get(0)), LifePhase.valueOf(phase)));
      }
    }
    return lives;
  }
}
