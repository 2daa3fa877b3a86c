package dev.weir.alerts.app;

import dev.weir.schemas.config.ServiceArguments;
import dev.weir.schemas.config.WeirConfig;
import dev.weir.schemas.config.WeirSettings;
import dev.weir.schemas.operations.OperationsPort;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

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
        OperationsPort port = open(config.weir().metrics(), alerts);
        Runtime.getRuntime()
            .addShutdownHook(
                new Thread(
                    () -> {
                      if (port != null) {
                        port.close();
                      }
                      alerts.close();
                    },
                    "weir-stop"));
        alerts.awaitEnd();
        if (port != null) {
          port.close(); // Else its threads keep a process alive that reads no more.
        }
      }
      case Alerts.Refused(var reason) -> {
        System.err.println(reason);
        System.exit(1);
      }
    }
  }

  /** Null: none is wanted. */
  private static @Nullable OperationsPort open(WeirSettings.Metrics metrics, Alerts alerts) {
    if (metrics.alertsPort() == 0) {
      return null;
    }
    try {
      return OperationsPort.start(
          metrics.host(), metrics.alertsPort(), alerts.metrics(), alerts.probe());
    } catch (IOException e) {
      System.err.println("metrics: " + e.getMessage());
      System.exit(1);
      throw new IllegalStateException(e);
    }
  }
}
