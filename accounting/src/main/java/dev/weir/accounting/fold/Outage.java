package dev.weir.accounting.fold;

import dev.weir.schemas.events.OutageSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the nodes say of one deployment or one group: it is down as long as one of them says so. If
 * it is down again within {@link #QUIET}, that is the same outage.
 *
 * @param since when the first node noticed, by its clock
 * @param openings how many times it was down
 * @param nodes names of all that ever said so
 * @param claims epochs that say so now
 * @param changedAt when it last went down or up, by a node's clock
 * @param changedMillis the same in log-append time
 * @param answered whether a node said that it answers again, since it last went down
 */
public record Outage(
    Instant since,
    int openings,
    SortedSet<String> nodes,
    SortedSet<String> claims,
    Instant changedAt,
    long changedMillis,
    boolean answered,
    Told told) {
  /** After this long without going down it is over, and what comes then is another outage. */
  static final Duration QUIET = Duration.ofMinutes(10);

  /** What on-call was told last. */
  public enum Told {
    /** Nothing yet. */
    NOTHING,
    /** It is down. */
    DOWN,
    /** It is up again. */
    UP,
    /** It is down again. From now on it is told to be up only when it has been for long. */
    AGAIN
  }

  public Outage {
    nodes = new TreeSet<>(nodes);
    claims = new TreeSet<>(claims);
  }

  /** The log's time and the writer's. */
  public record Moment(long millis, Instant at) {}

  static Outage begin(String epoch, String node, Moment now) {
    return new Outage(
        now.at,
        1,
        new TreeSet<>(List.of(node)),
        new TreeSet<>(List.of(epoch)),
        now.at,
        now.millis,
        false,
        Told.NOTHING);
  }

  boolean down() {
    return !claims.isEmpty();
  }

  /** One more node says that it is down, or one that did says so again. */
  Outage opened(String epoch, String node, Moment now) {
    SortedSet<String> all = with(nodes, node);
    SortedSet<String> sayers = with(claims, epoch);
    return down()
        ? new Outage(since, openings, all, sayers, changedAt, changedMillis, answered, told)
        : new Outage(since, openings + 1, all, sayers, now.at, now.millis, false, told);
  }

  /**
   * A node says so no longer.
   *
   * @param answers whether it said that calls are answered; else it has gone
   */
  Outage closed(String epoch, boolean answers, Moment now) {
    if (!claims.contains(epoch)) {
      return this;
    }
    SortedSet<String> left = new TreeSet<>(claims);
    left.remove(epoch);
    boolean up = left.isEmpty();
    return new Outage(
        since,
        openings,
        nodes,
        left,
        up ? now.at : changedAt,
        up ? now.millis : changedMillis,
        answered || answers,
        told);
  }

  /** Whether on-call does not know that it is down. */
  boolean downUntold() {
    return switch (told) {
      case NOTHING, UP -> down();
      case DOWN, AGAIN -> false;
    };
  }

  /** Whether on-call is to be told now that it is up. */
  boolean upUntold(long nowMillis) {
    return switch (told) {
      case NOTHING, UP -> false;
      case DOWN -> !down();
      case AGAIN -> quiet(nowMillis);
    };
  }

  boolean forgettable(long nowMillis) {
    return quiet(nowMillis) && !upUntold(nowMillis);
  }

  Outage toldDown() {
    return told(told == Told.NOTHING ? Told.DOWN : Told.AGAIN);
  }

  Outage toldUp() {
    return told(Told.UP);
  }

  OutageSummary summary() {
    return new OutageSummary(since, openings, List.copyOf(nodes));
  }

  private boolean quiet(long nowMillis) {
    return !down() && nowMillis - changedMillis >= QUIET.toMillis();
  }

  private Outage told(Told now) {
    return new Outage(since, openings, nodes, claims, changedAt, changedMillis, answered, now);
  }

  private static SortedSet<String> with(SortedSet<String> all, String one) {
    SortedSet<String> more = new TreeSet<>(all);
    more.add(one);
    return more;
  }
}
