package dev.weir.gateway.routing;

import dev.weir.gateway.core.Candidate;
import dev.weir.schemas.config.Balancing.Choice;

/** How the deployments are doing at this moment, for a plan to look at. */
public interface Conditions {
  /** Nothing is going on anywhere. */
  Conditions CALM =
      new Conditions() {
        @Override
        public int inFlight(Candidate candidate) {
          return 0;
        }

        @Override
        public Usage usage(Candidate candidate) {
          return Usage.NONE;
        }

        @Override
        public double latency(Candidate candidate, boolean stream, Choice choice) {
          return 0;
        }
      };

  /** Attempts on their way. */
  int inFlight(Candidate candidate);

  /** What it did in the last minute. */
  Usage usage(Candidate candidate);

  /**
   * How slow it was lately: of streams the nanoseconds to the first content, else those per token
   * written; 0 if that is not known, infinite after it kept silent.
   */
  double latency(Candidate candidate, boolean stream, Choice choice);
}
