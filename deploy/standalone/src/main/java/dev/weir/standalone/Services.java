package dev.weir.standalone;

import dev.weir.accounting.app.Accounting;
import dev.weir.alerts.app.Alerts;
import dev.weir.gateway.app.ConfigSource;
import dev.weir.gateway.app.Gateway;
import dev.weir.schemas.config.LoadResult.Loaded;
import dev.weir.schemas.operations.MetricsPage;
import dev.weir.schemas.operations.OperationsPort;
import dev.weir.schemas.operations.Probe;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Weir's three services, on a Kafka and a Redis that are there. */
record Services(ConfigSource source, Loaded loaded, Running running) {
  private static final Logger LOGGER = LoggerFactory.getLogger(Services.class);
  private static final Duration READY_WITHIN = Duration.ofMinutes(2);

  /**
   * Starts all three at a time, and waits for the gateway to be ready.
   *
   * @return the gateway's address, as a client on this machine calls it
   * @throws SetupException if one refuses to start
   */
  URI start(String host, int port) throws IOException, InterruptedException {
    // Accounting opens dozens of stores before its start returns.
    var others = Background.start(this::startOthers);
    var gateway = running.add(Gateway.start(source, loaded, host, port));
    others.join();
    var base = URI.create("http://%s:%d".formatted(callable(host), gateway.port()));
    new Readiness(base).await(READY_WITHIN);
    return base;
  }

  private Services startOthers() throws InterruptedException {
    startAccounting();
    startAlerts();
    return this;
  }

  private void startAccounting() throws InterruptedException {
    var metrics = loaded.config().weir().metrics();
    switch (Accounting.start(loaded.config())) {
      case Accounting.Started(Accounting accounting) -> {
        running.add(accounting);
        open("accounting", metrics.accountingPort(), accounting.metrics(), accounting.probe());
      }
      case Accounting.Refused(String reason) -> throw new SetupException("accounting: " + reason);
    }
  }

  private void startAlerts() throws InterruptedException {
    var metrics = loaded.config().weir().metrics();
    switch (Alerts.start(loaded.config())) {
      case Alerts.Started(Alerts alerts) -> {
        running.add(alerts);
        open("alerts", metrics.alertsPort(), alerts.metrics(), alerts.probe());
      }
      case Alerts.Refused(String reason) -> throw new SetupException("alerts: " + reason);
    }
  }

  /** A second Weir on the machine may have the port: nothing but Prometheus needs it. */
  private void open(String service, int port, MetricsPage page, Probe probe) {
    if (port == 0) {
      return;
    }
    try {
      running.add(OperationsPort.start(loaded.config().weir().metrics().host(), port, page, probe));
    } catch (IOException e) {
      LOGGER.warn("no metrics of {}: {}", service, e.getMessage());
    }
  }

  /** Every interface includes the loopback one. */
  private static String callable(String host) throws IOException {
    if (InetAddress.getByName(host).isAnyLocalAddress()) {
      return "127.0.0.1";
    }
    return host.contains(":") ? "[" + host + "]" : host;
  }
}
