package dev.weir.gateway.core;

import dev.weir.schemas.events.Route;
import java.time.Instant;

/** Something that on-call may have to know about, as this node sees it. */
public sealed interface Incident {
  /**
   * No calls go to a deployment but probes. May be reported again when {@code until} moves.
   *
   * @param reason {@link Failure#code} of what opened it; never a text of the provider's
   * @param until when the next probe may go
   */
  record BreakerOpened(Route route, String reason, Instant until) implements Incident {}

  /** Calls go to the deployment again. */
  record BreakerClosed(Route route) implements Incident {}

  /** Every deployment of a group is open. */
  record GroupDown(String group) implements Incident {}

  /** A group that was down has a deployment again. */
  record GroupUp(String group) implements Incident {}
}
