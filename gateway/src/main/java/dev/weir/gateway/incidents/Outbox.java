package dev.weir.gateway.incidents;

import dev.weir.gateway.core.Incident;
import dev.weir.gateway.core.Incidents;
import dev.weir.schemas.events.HangingAttempts;
import dev.weir.schemas.events.IncidentReport;
import dev.weir.schemas.events.OpenBreaker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Incidents that wait to be sent, and the node's whole truth at any time. At most {@link #CAPACITY}
 * wait; what finds no room is counted and only part of the truth. Thread-safe, one taker.
 */
final class Outbox implements Incidents {
  static final int CAPACITY = 1_000;

  private final String epoch;
  private final String node;
  private final InstantSource clock;
  private final Supplier<List<HangingAttempts>> hanging;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final Map<String, OpenBreaker> open = new TreeMap<>();
  private final TreeSet<String> down = new TreeSet<>();
  private Instant last = Instant.EPOCH;
  private long dropped;
  private boolean stateDue = true;
  private boolean woken;

  private record Waiting(Instant at, Incident incident) {}

  Outbox(String epoch, String node, InstantSource clock, Supplier<List<HangingAttempts>> hanging) {
    this.epoch = epoch;
    this.node = node;
    this.clock = clock;
    this.hanging = hanging;
  }

  @Override
  public synchronized void report(Incident incident) {
    switch (incident) {
      case Incident.BreakerOpened it ->
          open.put(it.route().deployment(), new OpenBreaker(it.route(), it.reason(), it.until()));
      case Incident.BreakerClosed(var route) -> open.remove(route.deployment());
      case Incident.GroupDown(var group) -> down.add(group);
      case Incident.GroupUp(var group) -> down.remove(group);
    }
    if (waiting.size() == CAPACITY) {
      dropped++;
      stateDue = true;
    } else {
      waiting.add(new Waiting(clock.instant(), incident));
      notifyAll();
    }
  }

  /** Blocks until something waits, somebody wakes it, or the time is over. */
  @SuppressWarnings("WaitNotInLoop") // Woken for nothing, it only tells the whole truth early.
  synchronized void await(Duration most) throws InterruptedException {
    if (waiting.isEmpty() && !stateDue && !woken) {
      wait(most.toMillis());
    }
  }

  /** Lets {@link #await} return, now and from now on. */
  synchronized void wake() {
    woken = true;
    notifyAll();
  }

  /**
   * All that waits, in the order in which readers want it. The node's whole truth where nothing
   * waits, and after it where something was dropped.
   */
  synchronized List<IncidentReport> take() {
    List<IncidentReport> taken = takeWaiting();
    if (stateDue || taken.isEmpty()) {
      List<HangingAttempts> stuck = hanging.get();
      taken.add(
          state(List.copyOf(open.values()), List.copyOf(down), stuck.isEmpty() ? null : stuck));
      stateDue = false;
    }
    return taken;
  }

  /** What waits, and that nothing this node said holds any more: it stops. */
  synchronized List<IncidentReport> takeLast() {
    List<IncidentReport> taken = takeWaiting();
    taken.add(state(List.of(), List.of(), null));
    return taken;
  }

  synchronized long dropped() {
    return dropped;
  }

  private List<IncidentReport> takeWaiting() {
    List<Waiting> ordered = new ArrayList<>();
    for (Waiting next : waiting) {
      ordered.add(groupFirst(ordered, next), next);
    }
    waiting.clear();
    List<IncidentReport> taken = new ArrayList<>();
    ordered.forEach(it -> taken.add(report(it.incident, stamp(it.at))));
    return taken;
  }

  private IncidentReport state(
      List<OpenBreaker> open, List<String> down, @Nullable List<HangingAttempts> stuck) {
    return new IncidentReport.NodeState(epoch, node, stamp(clock.instant()), open, down, stuck);
  }

  /** A group's end is known after its last breaker opened; told first, it is one alert for both. */
  private static int groupFirst(List<Waiting> taken, Waiting next) {
    int end = taken.size();
    if (next.incident instanceof Incident.GroupDown(var group)
        && end > 0
        && taken.getLast().incident instanceof Incident.BreakerOpened opened
        && opened.route().group().equals(group)) {
      return end - 1;
    }
    return end;
  }

  /** Grows with each report, whatever the clock does. */
  private Instant stamp(Instant at) {
    last = at.isAfter(last) ? at : last.plusNanos(1);
    return last;
  }

  private IncidentReport report(Incident incident, Instant at) {
    return switch (incident) {
      case Incident.BreakerOpened(var route, var reason, var until) ->
          new IncidentReport.BreakerOpened(epoch, node, at, new OpenBreaker(route, reason, until));
      case Incident.BreakerClosed(var route) ->
          new IncidentReport.BreakerClosed(epoch, node, at, route);
      case Incident.GroupDown(var group) -> new IncidentReport.GroupDown(epoch, node, at, group);
      case Incident.GroupUp(var group) -> new IncidentReport.GroupUp(epoch, node, at, group);
    };
  }
}
