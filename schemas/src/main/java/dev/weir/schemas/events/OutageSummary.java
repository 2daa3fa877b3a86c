package dev.weir.schemas.events;

import java.time.Instant;
import java.util.List;

/**
 * What is known of an outage when it is told.
 *
 * @param since when the first node noticed, by its clock
 * @param openings how many times it was down, from 1
 * @param nodes names of the nodes that reported it, sorted
 */
public record OutageSummary(Instant since, int openings, List<String> nodes) {
  public OutageSummary {
    nodes = List.copyOf(nodes);
  }
}
