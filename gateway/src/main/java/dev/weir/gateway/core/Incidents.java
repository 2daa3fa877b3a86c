package dev.weir.gateway.core;

/** Takes what on-call may have to know. */
@FunctionalInterface
public interface Incidents {
  /** Tells nobody. */
  Incidents NONE = incident -> {};

  /** Passes it on, when there is time. Called on the request path: never blocks, never throws. */
  void report(Incident incident);
}
