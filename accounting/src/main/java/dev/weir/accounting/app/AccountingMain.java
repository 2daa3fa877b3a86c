package dev.weir.accounting.app;

import dev.weir.schemas.config.ServiceArguments;
import dev.weir.schemas.config.WeirConfig;

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
        Runtime.getRuntime().addShutdownHook(new Thread(accounting::close, "weir-stop"));
        accounting.awaitEnd();
      }
      case Accounting.Refused(var reason) -> {
        System.err.println(reason);
        System.exit(1);
      }
    }
  }
}
