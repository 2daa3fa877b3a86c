package dev.weir.gateway.app;

import dev.weir.schemas.config.WeirConfig;
import java.time.Instant;

/** The configuration that calls are served by now. Thread-safe. */
final class LiveConfig {
  private final Parts parts;
  private volatile Configured current;

  /** Serves by this one from the start. */
  LiveConfig(WeirConfig first, Parts parts) {
    this.parts = parts;
    this.current = Configured.of(first, parts);
    follow(current);
  }

  /** What lives longer than any configuration. */
  Parts parts() {
    return parts;
  }

  Instant now() {
    return parts.clock().instant();
  }

  /** What calls that begin now keep to. */
  Configured current() {
    return current;
  }

  /** Serves by this one from now on; calls that run end by the one they began with. */
  synchronized void apply(WeirConfig config) {
    Configured next = Configured.of(config, parts);
    follow(next);
    current = next;
  }

  private void follow(Configured next) {
    var config = next.config();
    parts.traffic().follow(next.table(), config.router().balancing());
    parts.clockwork().keepAlives().every(config.weir().calls().keepAlive());
  }
}
