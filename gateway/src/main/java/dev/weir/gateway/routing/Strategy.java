package dev.weir.gateway.routing;

import dev.weir.gateway.core.Candidate;
import java.util.List;

/** In which order the deployments of a group are tried. Pure. */
interface Strategy {
  /**
   * All of them, the best first.
   *
   * @param seed decides between equals: the same seed gives the same order
   */
  List<Candidate> order(List<Candidate> group, Conditions conditions, long seed);
}
