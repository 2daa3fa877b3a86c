package dev.weir.gateway.quota;

import java.util.List;
import java.util.Set;

/**
 * What is known of a shard tag.
 *
 * @param life id, empty where there is none
 * @param wanted names of quotas that somebody was refused lately
 * @param waitsFor who has yet to write their part, for people
 */
record TagLife(String tag, String life, Phase phase, Set<String> wanted, List<String> waitsFor) {
  /** As accounting writes it. */
  enum Phase {
    LOST,
    WIPING,
    FILLING,
    READY,
    /** This node's own epoch has ended. */
    ENDED
  }

  TagLife {
    wanted = Set.copyOf(wanted);
    waitsFor = List.copyOf(waitsFor);
  }

  /** Whether totals may be told to it. */
  boolean writable() {
    return phase == Phase.FILLING || phase == Phase.READY;
  }

  TagLife lost() {
    return new TagLife(tag, "", Phase.LOST, Set.of(), waitsFor);
  }
}
