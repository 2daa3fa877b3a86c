package dev.weir.schemas.operations;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** How a service does. */
public interface Probe {
  /** Whether it may still come right by itself; else it should be started anew. */
  boolean alive();

  /** Whether it does its work. */
  Readiness readiness();

  /**
   * What a probe is told.
   *
   * @param body JSON, for people
   */
  record Readiness(boolean ready, ObjectNode body) {}
}
