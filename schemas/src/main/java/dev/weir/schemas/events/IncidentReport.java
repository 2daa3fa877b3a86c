package dev.weir.schemas.events;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record of {@code weir.incidents.v1}: what one node sees. Not the ledger: a report may be lost
 * or stand twice, and {@link NodeState} mends both. {@link #at} grows with every report of an
 * epoch, so a reader drops what is not later than what it has seen of that epoch.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = IncidentReport.BreakerOpened.class, name = "breaker-opened"),
  @JsonSubTypes.Type(value = IncidentReport.BreakerClosed.class, name = "breaker-closed"),
  @JsonSubTypes.Type(value = IncidentReport.GroupDown.class, name = "group-down"),
  @JsonSubTypes.Type(value = IncidentReport.GroupUp.class, name = "group-up"),
  @JsonSubTypes.Type(value = IncidentReport.NodeState.class, name = "node-state")
})
public sealed interface IncidentReport {
  /** The life of the node that reports. */
  String epoch();

  /** Name of the node, for people. */
  String node();

  /** When it happened, by the node's clock. */
  Instant at();

  /** What it is about: a deployment, a group or a node. */
  String recordKey();

  /** No calls go to a deployment but probes. May be told again with another {@code until}. */
  record BreakerOpened(String epoch, String node, Instant at, OpenBreaker breaker)
      implements IncidentReport {
    @Override
    public String recordKey() {
      return breaker.route().deployment();
    }
  }

  /** Calls go to the deployment again. */
  record BreakerClosed(String epoch, String node, Instant at, Route route)
      implements IncidentReport {
    @Override
    public String recordKey() {
      return route.deployment();
    }
  }

  /**
   * Every deployment of a group is open. Stands before the {@link BreakerOpened} of the last one.
   */
  record GroupDown(String epoch, String node, Instant at, String group) implements IncidentReport {
    @Override
    public String recordKey() {
      return group;
    }
  }

  /** A deployment of the group takes calls again. Stands after its {@link BreakerClosed}. */
  record GroupUp(String epoch, String node, Instant at, String group) implements IncidentReport {
    @Override
    public String recordKey() {
      return group;
    }
  }

  /**
   * The whole truth of a node, every 30 s and at its end: what it does not name is well there. A
   * node that is not heard of for three of these is gone.
   *
   * @param open deployments
   * @param down groups
   * @param hanging attempts that run for too long; null: none
   */
  record NodeState(
      String epoch,
      String node,
      Instant at,
      List<OpenBreaker> open,
      List<String> down,
      @Nullable List<HangingAttempts> hanging)
      implements IncidentReport {
    public NodeState {
      open = List.copyOf(open);
      down = List.copyOf(down);
      hanging = hanging == null ? null : List.copyOf(hanging);
    }

    @Override
    public String recordKey() {
      return node;
    }
  }
}
