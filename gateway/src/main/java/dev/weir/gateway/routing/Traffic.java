package dev.weir.gateway.routing;

import dev.weir.gateway.core.Candidate;
import dev.weir.gateway.core.Incident;
import dev.weir.gateway.core.Incidents;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How all deployments are doing, in the memory of this node: what is on its way, and a breaker
 * each. Thread-safe; a short lock per deployment, no I/O.
 */
public final class Traffic implements Conditions {
  private final RoutingTable table;
  private final InstantSource clock;
  private final Incidents incidents;
  private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
  private final Set<String> down = ConcurrentHashMap.newKeySet();

  /**
   * @param incidents is told of breakers that open and close, and of groups with no other
   *     deployment left
   */
  public Traffic(RoutingTable table, InstantSource clock, Incidents incidents) {
    this.table = table;
    this.clock = clock;
    this.incidents = incidents;
  }

  /** Lets an attempt through, unless the breaker is open. */
  public Entry enter(Candidate candidate) {
    return lane(candidate).enter();
  }

  /** Lets an attempt through whatever the breaker says. */
  public Pass force(Candidate candidate) {
    return lane(candidate).force();
  }

  /** Whether its breaker is closed. */
  public boolean healthy(Candidate candidate) {
    Lane lane = lanes.get(candidate.id());
    return lane == null || lane.closed();
  }

  @Override
  public int inFlight(Candidate candidate) {
    Lane lane = lanes.get(candidate.id());
    return lane == null ? 0 : lane.inFlight();
  }

  private Lane lane(Candidate candidate) {
    Lane lane = lanes.get(candidate.id());
    return lane != null
        ? lane
        : lanes.computeIfAbsent(candidate.id(), _ -> new Lane(candidate, clock, this::report));
  }

  private void report(Incident incident) {
    incidents.report(incident);
    switch (incident) {
      case Incident.BreakerOpened opened -> {
        String group = opened.route().group();
        List<Candidate> members = table.group(group);
        if (members.stream().noneMatch(this::healthy) && down.add(group)) {
          incidents.report(new Incident.GroupDown(group));
        }
      }
      case Incident.BreakerClosed closed -> {
        String group = closed.route().group();
        if (down.remove(group)) {
          incidents.report(new Incident.GroupUp(group));
        }
      }
      case Incident.GroupDown _, Incident.GroupUp _ -> {}
    }
  }
}
