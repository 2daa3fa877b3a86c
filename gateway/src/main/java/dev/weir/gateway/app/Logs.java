package dev.weir.gateway.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** The process's logs. Called before anything else asks for a logger. */
final class Logs {
  private static final String FILE = "logback.configurationFile";

  private Logs() {}

  static void configure(boolean detailedDebug) {
    // By name and not as logback.xml: other services may stand on the same class path.
    if (System.getProperty(FILE) == null) {
      System.setProperty(FILE, "logback-gateway.xml");
    }
    if (detailedDebug && LoggerFactory.getLogger("dev.weir") instanceof Logger logger) {
      logger.setLevel(Level.DEBUG);
    }
  }
}
