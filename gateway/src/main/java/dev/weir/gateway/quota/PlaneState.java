package dev.weir.gateway.quota;

import java.util.List;

/**
 * How the budget plane stands.
 *
 * @param connected whether Redis answers this node
 * @param trouble why nothing is granted to this node at all, for people; empty if nothing is wrong
 * @param tags one per shard tag that was ever read
 * @param leases quota windows with a lease on this node
 * @param waiting attempts that wait for a lease now
 * @param totalNanoUsd leased to this node
 * @param heldNanoUsd of that, set aside for running attempts
 * @param spentNanoUsd of that, spent
 */
public record PlaneState(
    boolean connected,
    String trouble,
    List<TagState> tags,
    int leases,
    int waiting,
    long totalNanoUsd,
    long heldNanoUsd,
    long spentNanoUsd) {
  public PlaneState {
    tags = List.copyOf(tags);
  }

  /** Whether every shard tag grants leases. */
  public boolean ready() {
    return connected && !tags.isEmpty() && tags.stream().allMatch(TagState::ready);
  }

  /**
   * One shard tag.
   *
   * @param ready whether its data is complete, so that leases are granted
   * @param waitsFor partitions and epochs that have yet to write their part; names for people
   */
  public record TagState(String tag, boolean ready, List<String> waitsFor) {
    public TagState {
      waitsFor = List.copyOf(waitsFor);
    }
  }
}
