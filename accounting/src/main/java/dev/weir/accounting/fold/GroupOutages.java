package dev.weir.accounting.fold;

import dev.weir.accounting.fold.Outage.Moment;
import dev.weir.schemas.events.Alert;
import dev.weir.schemas.events.OpenBreaker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The outages of one group: its own and its deployments'. What is down together with the group is
 * told by the group's alert alone.
 *
 * @param whole the group's; null if it was not down of late
 * @param members its deployments', by id
 */
public record GroupOutages(
    String group, @Nullable Outage whole, SortedMap<String, Member> members) {
  /** What stays down for this long after its group is up is told on its own. */
  private static final Duration COVERED = Duration.ofMinutes(1);

  /**
   * A deployment's.
   *
   * @param breaker as last reported
   */
  public record Member(OpenBreaker breaker, Outage outage) {
    private Member with(Outage changed) {
      return new Member(breaker, changed);
    }
  }

  /** What is to be told, and what is known afterwards. */
  public record Settled(GroupOutages outages, List<Alert> alerts) {}

  public GroupOutages {
    members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
  }

  /** Of which nothing is known. */
  public static GroupOutages none(String group) {
    return new GroupOutages(group, null, new TreeMap<>());
  }

  /** Nothing happened of late. */
  public boolean empty() {
    return whole == null && members.isEmpty();
  }

  /** A node opened a breaker. */
  public GroupOutages opened(String epoch, String node, OpenBreaker breaker, Moment now) {
    Member known = members.get(breaker.route().deployment());
    Outage outage =
        known == null ? Outage.begin(epoch, node, now) : known.outage.opened(epoch, node, now);
    return put(new Member(breaker, outage));
  }

  /** A node closed a breaker. */
  public GroupOutages closed(String epoch, String deployment, Moment now) {
    Member known = members.get(deployment);
    return known == null ? this : put(known.with(known.outage.closed(epoch, true, now)));
  }

  /** A node has no healthy deployment. */
  public GroupOutages down(String epoch, String node, Moment now) {
    return new GroupOutages(
        group,
        whole == null ? Outage.begin(epoch, node, now) : whole.opened(epoch, node, now),
        members);
  }

  /** A node has a healthy deployment again. */
  public GroupOutages up(String epoch, Moment now) {
    return whole == null ? this : new GroupOutages(group, whole.closed(epoch, true, now), members);
  }

  /** All that an epoch ever said is void, but for these deployments and groups. */
  public GroupOutages onlyThese(
      String epoch, Set<String> deployments, Set<String> groups, Moment now) {
    Outage left = whole == null || groups.contains(group) ? whole : whole.closed(epoch, false, now);
    return new GroupOutages(group, left, members)
        .map(member ->
            deployments.contains(member.breaker.route().deployment())
                ? member
                : member.with(member.outage.closed(epoch, false, now)));
  }

  /** Finds out what on-call has to be told, and forgets what is long over. */
  public Settled settled(long nowMillis) {
    List<Alert> alerts = new ArrayList<>();
    Outage group = whole == null ? null : settle(whole, nowMillis, alerts);
    GroupOutages after =
        new GroupOutages(this.group, group, members)
            .map(member -> settle(member, group, nowMillis, alerts));
    return new Settled(after.withoutForgettable(nowMillis), alerts);
  }

  private Outage settle(Outage whole, long nowMillis, List<Alert> alerts) {
    List<OpenBreaker> open = open();
    // Without one there is no reason to tell; it is on its way.
    if (whole.downUntold() && !open.isEmpty()) {
      alerts.add(new Alert.GroupUnavailable(whole.changedAt(), group, open, whole.summary()));
      return whole.toldDown();
    }
    if (whole.upUntold(nowMillis)) {
      alerts.add(
          new Alert.GroupRecovered(
              whole.changedAt(), group, open, whole.summary(), whole.answered()));
      return whole.toldUp();
    }
    return whole;
  }

  private static Member settle(
      Member member, @Nullable Outage whole, long nowMillis, List<Alert> alerts) {
    Outage outage = member.outage;
    if (outage.downUntold() && !covered(outage, whole, nowMillis)) {
      alerts.add(new Alert.DeploymentDown(outage.changedAt(), member.breaker, outage.summary()));
      return member.with(outage.toldDown());
    }
    if (outage.upUntold(nowMillis)) {
      alerts.add(
          new Alert.DeploymentRecovered(
              outage.changedAt(),
              member.breaker.route(),
              member.breaker.reason(),
              outage.summary(),
              outage.answered()));
      return member.with(outage.toldUp());
    }
    return member;
  }

  /** Whether the group's alert tells of it. */
  private static boolean covered(Outage outage, @Nullable Outage whole, long nowMillis) {
    if (whole == null || whole.down()) {
      return whole != null;
    }
    return outage.changedMillis() <= whole.changedMillis()
        && nowMillis - whole.changedMillis() < COVERED.toMillis();
  }

  private List<OpenBreaker> open() {
    return members.values().stream().filter(it -> it.outage.down()).map(Member::breaker).toList();
  }

  private GroupOutages withoutForgettable(long nowMillis) {
    SortedMap<String, Member> kept = new TreeMap<>(members);
    kept.values().removeIf(it -> it.outage.forgettable(nowMillis));
    boolean over = whole != null && whole.forgettable(nowMillis);
    return new GroupOutages(group, over ? null : whole, kept);
  }

  private GroupOutages map(UnaryOperator<Member> change) {
    SortedMap<String, Member> changed = new TreeMap<>(members);
    changed.replaceAll((_, member) -> change.apply(member));
    return new GroupOutages(group, whole, changed);
  }

  private GroupOutages put(Member member) {
    SortedMap<String, Member> changed = new TreeMap<>(members);
    changed.put(member.breaker.route().deployment(), member);
    return new GroupOutages(group, whole, changed);
  }
}
