package dev.weir.accounting.app;

import dev.weir.schemas.config.ServiceArguments;
import dev.weir.schemas.config.WeirConfig;
import dev.weir.schemas.config.WeirSettings;
import dev.weir.schemas.operations.OperationsPort;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** {@code AccountingMain --config FILE}: runs until it is told to stop. */
public final class AccountingMain {
  private static final String LOG_FILE = "logback.configurationFile";

  private AccountingMain() {}

  /** Exits with 1 if the configuration or Kafka's topics are not as they must be. */
  public static void main(String[] arguments) throws InterruptedException {
    // By name and not as logback.xml: other services may stand on the same class path.
    if (System.getProperty(LOG_FILE) == null) {
      System.setProperty(LOG_FILE, "logback-accounting.xml");
    }
    WeirConfig config = ServiceArguments.load(arguments, System.getenv(), System.err);
    if (config == null) {
      System.exit(1);
      return;
    }
    switch (Accounting.start(config)) {
      case Accounting.Started(var accounting) -> {
        OperationsPort port = open(config.weir().metrics(), accounting);
        Runtime.getRuntime()
            .addShutdownHook(
                new Thread(
                    () -> {
                      if (port != null) {
                        port.close();
                      }
                      accounting.close();
                    },
                    "weir-stop"));
        accounting.awaitEnd();
      }
      case Accounting.Refused(var reason) -> {
        System.err.println(reason);
        System.exit(1);
      }
    }
  }

  /** Null: none is wanted. */
  private static @Nullable OperationsPort open(
      WeirSettings.Metrics metrics, Accounting accounting) {
    if (metrics.accountingPort() == 0) {
      return null;
    }
    try {
      return OperationsPort.start(
          metrics.host(), metrics.accountingPort(), accounting.metrics(), accounting.probe());
    } catch (IOException e) {
      System.err.println("metrics: " + e.getMessage());
      System.exit(1);
      throw new IllegalStateException(e);
    }
  }
}
