package dev.weir.alerts.app;

import dev.weir.schemas.config.ServiceArguments;
import dev.weir.schemas.config.WeirConfig;

/** {@code AlertsMain --config FILE}: runs until it is told to stop. */
public final class AlertsMain {
  private static final String LOG_FILE = "logback.configurationFile";

  private AlertsMain() {}

  /** Exits with 1 if the configuration or Kafka's topics are not as they must be. */
  public static void main(String[] arguments) throws InterruptedException {
    // By name and not as logback.xml: other services may stand on the same class path.
    if (System.getProperty(LOG_FILE) == null) {
      System.setProperty(LOG_FILE, "logback-alerts.xml");
    }
    WeirConfig config = ServiceArguments.load(arguments, System.getenv(), System.err);
    if (config == null) {
      System.exit(1);
      return;
    }
    switch (Alerts.start(config)) {
      case Alerts.Started(var alerts) -> {
        Runtime.getRuntime().addShutdownHook(new Thread(alerts::close, "weir-stop"));
        alerts.awaitEnd();
      }
      case Alerts.Refused(var reason) -> {
        System.err.println(reason);
        System.exit(1);
      }
    }
  }
}
