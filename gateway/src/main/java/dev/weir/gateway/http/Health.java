package dev.weir.gateway.http;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Whether this node can serve. Asked at each health check; cheap, no I/O. */
public interface Health {
  /** How it stands now. */
  Readiness readiness();

  /** Whether the keys are known: before that an unknown key may be a good one. */
  boolean directoryRead();

  /**
   * The answer to {@code GET /health/readiness}.
   *
   * @param ready 200, else 503
   * @param body says what is missing
   */
  record Readiness(boolean ready, ObjectNode body) {}
}
