package dev.weir.gateway.routing;

import dev.weir.schemas.config.RedisSettings;
import dev.weir.schemas.redis.RedisKeys;
import dev.weir.schemas.redis.RedisLink;
import dev.weir.schemas.redis.RedisScript;
import dev.weir.schemas.redis.RedisUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells other nodes which breakers open and close, and learns it from them: one call to Redis every
 * 250 ms, in a thread of its own. While Redis is away each node goes by what it sees itself.
 */
public final class RedisBreakers implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(RedisBreakers.class);
  private static final RedisScript SCRIPT = RedisScript.load(RedisBreakers.class, "breakers.lua");
  private static final Duration PERIOD = Duration.ofMillis(250);
  private static final Duration TIMEOUT = Duration.ofMillis(500);
  private static final Duration KEPT = Duration.ofHours(2);
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);
  private static final Pattern NEWS = Pattern.compile("(\\d{1,15})\\|(\\d{1,15})\\|(.*)");

  private final RedisSettings settings;
  private final RedisKeys keys;
  private final Traffic traffic;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "breakers");
  private @Nullable RedisLink link;

  /** Not started. */
  public RedisBreakers(RedisSettings settings, Traffic traffic) {
    this.settings = settings;
    this.keys = new RedisKeys(settings.prefix());
    this.traffic = traffic;
    thread.setDaemon(true);
  }

  /** Begins to tell and to learn. */
  public RedisBreakers start() {
    thread.start();
    return this;
  }

  private void run() {
    boolean away = false;
    try {
      while (!closing.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
        boolean reached = exchange();
        if (reached == away) {
          LOGGER.info("breakers are {} with other nodes", reached ? "shared" : "not shared");
        }
        away = !reached;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      disconnect();
    }
  }

  private boolean exchange() {
    try {
      RedisLink open = link == null ? RedisLink.open(settings, TIMEOUT) : link;
      link = open;
      var call = SCRIPT.with(List.of(keys.breakers()), arguments(traffic.news()));
      traffic.learn(read(open.call(List.of(call)).getFirst()));
      return true;
    } catch (RedisUnavailableException e) {
      LOGGER.debug("breakers are not shared: {}", e.getMessage());
      disconnect();
      return false;
    }
  }

  private static List<String> arguments(List<BreakerNews> all) {
    var arguments = new ArrayList<String>();
    arguments.add(Long.toString(KEPT.toMillis()));
    for (BreakerNews news : all) {
      arguments.add(news.deployment());
      arguments.add(Long.toString(news.at().toEpochMilli()));
      arguments.add(Long.toString(news.until().toEpochMilli()));
      arguments.add(news.reason());
    }
    return arguments;
  }

  private static List<BreakerNews> read(Object answer) {
    var all = new ArrayList<BreakerNews>();
    List<?> fields = answer instanceof List<?> list ? list : List.of();
    for (int i = 0; i + 1 < fields.size(); i += 2) {
      Matcher matcher = NEWS.matcher(String.valueOf(fields.get(i + 1)));
      if (matcher.matches()) {
        all.add(
            new BreakerNews(
                String.valueOf(fields.get(i)),
                Instant.ofEpochMilli(Long.parseLong(matcher.group(1))),
                Instant.ofEpochMilli(Long.parseLong(matcher.group(2))),
                matcher.group(3)));
      }
    }
    return all;
  }

  private void disconnect() {
    if (link != null) {
      link.close();
      link = null;
    }
  }

  /** Ends the thread; waits for a bounded time. */
  @Override
  public void close() {
    closing.countDown();
    try {
      if (thread.isAlive() && !thread.join(LAST_WORDS)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
