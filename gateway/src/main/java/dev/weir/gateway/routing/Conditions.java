package dev.weir.gateway.routing;

import dev.weir.gateway.core.Candidate;

/** How the deployments are doing at this moment, for a plan to look at. */
public interface Conditions {
  /** Nothing is going on anywhere. */
  Conditions CALM = _ -> 0;

  /** Attempts on their way. */
  int inFlight(Candidate candidate);
}
