package dev.weir.alerts.app;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.weir.schemas.operations.Probe;

/**
 * How the alerts service does. Slack may be away: then alerts wait, and nothing is lost.
 *
 * @param thread reads until it is told to stop
 */
record ReaderProbe(Thread thread) implements Probe {
  @Override
  public boolean alive() {
    return thread.isAlive();
  }

  @Override
  public Readiness readiness() {
    boolean ready = thread.isAlive();
    var body = JsonNodeFactory.instance.objectNode();
    return new Readiness(ready, body.put("status", ready ? "healthy" : "unhealthy"));
  }
}
