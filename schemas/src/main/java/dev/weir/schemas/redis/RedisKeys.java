package dev.weir.schemas.redis;

import dev.weir.schemas.events.BudgetLevel;
import dev.weir.schemas.events.BudgetWindow;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Every Redis key name (design.md §4). The part in braces is the cluster hash tag: all that one
 * script touches is under one tag.
 *
 * @param prefix stands in front of every name; may be empty
 */
public record RedisKeys(String prefix) {
  /** Quotas are spread over this many tags; each has its own life record. */
  public static final int TAGS = 16;

  /** All tags: {@code w0} … {@code w15}. */
  public List<String> tags() {
    return IntStream.range(0, TAGS).mapToObj(i -> "w" + i).toList();
  }

  /** The tag of an owner's quotas and spend. */
  public String tag(BudgetLevel level, String owner) {
    return "w" + Math.floorMod((level + ":" + owner).hashCode(), TAGS);
  }

  /** The tag of a quota window. */
  public String tag(BudgetWindow budget) {
    return tag(budget.level(), budget.owner());
  }

  /** Hash: the life record of a tag. */
  public String life(String tag) {
    return base(tag) + "life";
  }

  /** Hash: one quota window. */
  public String quota(BudgetWindow budget) {
    return base(tag(budget)) + "q:" + budget.name();
  }

  /** Sorted set: quota hashes of a tag in which the epoch has a grant, by when they expire (ms). */
  public String epochQuotas(String tag, String epoch) {
    return base(tag) + "e:" + epoch;
  }

  /** Set: partitions of the attempt topic that have read the end of the epoch. */
  public String epochEnded(String tag, String epoch) {
    return base(tag) + "x:" + epoch;
  }

  /** Sorted set: quota hashes that somebody was refused, by Redis' clock in milliseconds. */
  public String wanted(String tag) {
    return base(tag) + "wanted";
  }

  /** Hash: all that an owner ever spent, one field per partition. */
  public String spend(BudgetLevel level, String owner) {
    return base(tag(level, owner)) + "spend:" + level.name().toLowerCase(Locale.ROOT) + ":" + owner;
  }

  /** All tags of rates: {@code r0} … {@code r15}. Apart from budgets, which can be wiped. */
  public List<String> rateTags() {
    return IntStream.range(0, TAGS).mapToObj(i -> "r" + i).toList();
  }

  /** The tag of a rate. */
  public String rateTag(String rate) {
    return "r" + Math.floorMod(rate.hashCode(), TAGS);
  }

  /** Sorted set: epochs that live, by when they were heard of, by Redis' clock in milliseconds. */
  public String rateNodes(String tag) {
    return base(tag) + "nodes";
  }

  /** Hash: what is used of one rate, or how many permits each epoch has. */
  public String rate(String tag, String rate) {
    return base(tag) + "q:" + rate;
  }

  /** Number of the epoch's last call for a rate. */
  public String rateSeq(String tag, String rate, String epoch) {
    return base(tag) + "s:" + epoch + ":" + rate;
  }

  /** Hash: what the nodes know of breakers, one field per deployment. */
  public String breakers() {
    return base("routing") + "breakers";
  }

  /** Pattern of all keys of a tag, for wiping. */
  public String allOf(String tag) {
    return base(tag) + "*";
  }

  /**
   * Hash: a call that a client named with an Idempotency-Key; a tag of its own.
   *
   * @param id keyed hash of who named it and how
   */
  public String idempotency(String id) {
    return base("i" + id) + "call";
  }

  /**
   * Binary: an answer of the response cache. Under no tag: each is alone in its command.
   *
   * @param name namespace and hash
   */
  public String cached(String name) {
    return prefix + "weir:cache:" + name;
  }

  private String base(String tag) {
    return prefix + "weir:{" + tag + "}:";
  }
}
