package dev.weir.testkit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.Map;
import org.slf4j.LoggerFactory;

/**
 * Keeps the servers' own chatter (1,900 lines at a broker's start) out of test output. Set here and
 * not in a logback-test.xml, of which one on the class path would win by accident; a level that the
 * module's own configuration names stays.
 */
final class QuietLogs {
  private static final Map<String, Level> LEVELS =
      Map.of(
          "kafka", Level.ERROR,
          "state.change.logger", Level.ERROR,
          "org.apache.kafka", Level.WARN,
          "org.apache.kafka.controller", Level.ERROR,
          "org.apache.kafka.clients.NetworkClient", Level.ERROR,
          "org.testcontainers", Level.WARN,
          "tc", Level.WARN,
          "com.github.dockerjava", Level.WARN);

  private QuietLogs() {}

  static void apply() {
    if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof Logger root
        && root.getLevel() == Level.DEBUG) {
      root.setLevel(Level.INFO); // Logback's own default, where nothing configures it.
    }
    LEVELS.forEach((name, level) -> {
      if (LoggerFactory.getLogger(name) instanceof Logger logger && logger.getLevel() == null) {
        logger.setLevel(level);
      }
    });
  }
}
