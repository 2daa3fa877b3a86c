package dev.weir.gateway.quota;

import dev.weir.gateway.quota.PlaneState.TagState;
import dev.weir.gateway.quota.TagLife.Phase;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What is known of the shard tags. Written by the worker, read by any thread. */
final class Tags {
  private final Map<String, TagLife> seen = new ConcurrentHashMap<>();

  /** By tag, the life to which every total was told. */
  private final Map<String, String> announced = new ConcurrentHashMap<>();

  void seen(TagLife tag) {
    seen.put(tag.tag(), tag);
  }

  void announce(TagLife tag) {
    announced.put(tag.tag(), tag.life());
  }

  boolean announced(TagLife tag) {
    return tag.life().equals(announced.get(tag.tag()));
  }

  /** The life that calls for this tag may name; empty if there is none. */
  String life(String tag) {
    TagLife life = seen.get(tag);
    return life != null && life.writable() && announced(life) ? life.life() : "";
  }

  /** Whether leases may be granted under this tag. */
  boolean grants(String tag) {
    TagLife life = seen.get(tag);
    return life != null && life.phase() == Phase.READY && announced(life);
  }

  /** Redis says that what is known of this tag is no longer so. */
  void lost(String tag) {
    seen.computeIfPresent(tag, (name, life) -> life.lost());
  }

  boolean ready() {
    return !seen.isEmpty() && seen.keySet().stream().allMatch(this::grants);
  }

  Set<String> wanted() {
    Set<String> wanted = new HashSet<>();
    seen.values().forEach(tag -> wanted.addAll(tag.wanted()));
    return wanted;
  }

  /** Why nothing is granted under this tag, for people; empty if something may be. */
  String trouble(String tag) {
    TagLife life = seen.get(tag);
    if (life == null) {
      return "budget data in Redis is not known yet";
    }
    if (life.phase() == Phase.READY) {
      return announced(life) ? "" : "this node has not told Redis its leases yet";
    }
    return life.waitsFor().isEmpty()
        ? "budget data in Redis is being rebuilt"
        : "budget data in Redis is being rebuilt; waits for " + String.join(", ", life.waitsFor());
  }

  List<TagState> states() {
    Collection<TagLife> all = seen.values();
    return all.stream()
        .map(life -> new TagState(life.tag(), grants(life.tag()), life.waitsFor()))
        .sorted((a, b) -> a.tag().compareTo(b.tag()))
        .toList();
  }
}
