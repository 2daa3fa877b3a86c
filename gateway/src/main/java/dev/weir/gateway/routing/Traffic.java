package dev.weir.gateway.routing;

import dev.weir.gateway.core.Candidate;
import dev.weir.gateway.core.Incident;
import dev.weir.gateway.core.Incidents;
import dev.weir.schemas.config.Balancing;
import dev.weir.schemas.config.Balancing.Choice;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How all deployments are doing, in the memory of this node: what is on its way, and a breaker
 * each. Thread-safe; a short lock per deployment, no I/O.
 */
public final class Traffic implements Conditions {
  private final InstantSource clock;
  private final Incidents incidents;
  private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
  private final Set<String> down = ConcurrentHashMap.newKeySet();
  private volatile RoutingTable table = new RoutingTable(List.of(), Map.of());

  /**
   * Of no deployment yet.
   *
   * @param incidents is told of breakers that open and close, and of groups with no other
   *     deployment left
   */
  public Traffic(InstantSource clock, Incidents incidents) {
    this.clock = clock;
    this.incidents = incidents;
  }

  /**
   * Goes on with these deployments. What is known of one that stays (same id) is kept, under the
   * terms that it has now; of one that is gone nothing is told any more. Calls that are on their
   * way end as they began.
   */
  public synchronized void follow(RoutingTable next, Balancing balancing) {
    Map<String, Candidate> named = new LinkedHashMap<>();
    for (String group : next.groups()) {
      next.group(group).forEach(candidate -> named.putIfAbsent(candidate.id(), candidate));
    }
    table = next;
    // All of them from the start: another node may know more of one than this one.
    named.values().forEach(it -> follow(it, balancing.of(it.group())));
    for (String id : Set.copyOf(lanes.keySet())) {
      if (!named.containsKey(id)) {
        leave(lanes.remove(id));
      }
    }
    lookAtGroups();
  }

  private void follow(Candidate candidate, Choice choice) {
    Lane known = lanes.get(candidate.id());
    if (known != null && known.leadsTo(candidate)) {
      known.keepTo(candidate, choice);
    } else {
      leave(lanes.put(candidate.id(), new Lane(candidate, choice, clock, this::report)));
    }
  }

  private void leave(@Nullable Lane gone) {
    if (gone != null) {
      gone.leave(incidents);
    }
  }

  /** A group may have lost its last healthy deployment, got one, or be gone itself. */
  private void lookAtGroups() {
    for (String group : down) {
      if (anyHealthy(group) || table.group(group).isEmpty()) {
        up(group);
      }
    }
    for (String group : table.groups()) {
      if (!anyHealthy(group) && down.add(group)) {
        incidents.report(new Incident.GroupDown(group));
      }
    }
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
    return lane == null || lane.healthy();
  }

  @Override
  public int inFlight(Candidate candidate) {
    Lane lane = lanes.get(candidate.id());
    return lane == null ? 0 : lane.inFlight();
  }

  @Override
  public Usage usage(Candidate candidate) {
    Lane lane = lanes.get(candidate.id());
    return lane == null ? Usage.NONE : lane.usage();
  }

  @Override
  public double latency(Candidate candidate, boolean stream, Choice choice) {
    Lane lane = lanes.get(candidate.id());
    return lane == null ? 0 : lane.latency(stream, choice);
  }

  /** What this node has decided about breakers, for the others. */
  List<BreakerNews> news() {
    var all = new ArrayList<BreakerNews>();
    for (Lane lane : lanes.values()) {
      BreakerNews news = lane.news();
      if (news != null) {
        all.add(news);
      }
    }
    return all;
  }

  /** What other nodes have decided. */
  void learn(List<BreakerNews> all) {
    for (BreakerNews news : all) {
      Lane lane = lanes.get(news.deployment());
      if (lane != null) {
        lane.learn(news);
      }
    }
  }

  /** One that is followed no longer is still called by those who know no better. */
  private Lane lane(Candidate candidate) {
    Lane lane = lanes.get(candidate.id());
    return lane != null ? lane : new Lane(candidate, Choice.SHUFFLE, clock, Incidents.NONE);
  }

  private void report(Incident incident) {
    incidents.report(incident);
    switch (incident) {
      case Incident.BreakerOpened opened -> {
        String group = opened.route().group();
        if (!anyHealthy(group) && down.add(group)) {
          incidents.report(new Incident.GroupDown(group));
          if (anyHealthy(group)) {
            // A member recovered between the look and the note, and found no note to take back.
            up(group);
          }
        }
      }
      case Incident.BreakerClosed closed -> up(closed.route().group());
      case Incident.GroupDown _, Incident.GroupUp _ -> {}
    }
  }

  private boolean anyHealthy(String group) {
    return table.group(group).stream().anyMatch(this::healthy);
  }

  private void up(String group) {
    if (down.remove(group)) {
      incidents.report(new Incident.GroupUp(group));
    }
  }
}
