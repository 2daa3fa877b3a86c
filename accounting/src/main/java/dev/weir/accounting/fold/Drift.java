package dev.weir.accounting.fold;

import dev.weir.schemas.events.BudgetLevel;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How far the books of the ledger are apart, in nano-USD: 0 is the only good answer. All of them
 * move while they are read, each later than the one before it. So a book is right as long as it is
 * not below what the attempts were at an earlier look, nor above what they are after it was read;
 * what is apart for longer than between two looks is drift.
 *
 * @param redis of what Redis tells of all spenders, added up; empty: it can't be told now
 * @param totals of the months' totals; empty: it can't be told here
 */
public record Drift(OptionalLong redis, OptionalLong totals) {
  /** Nothing can be told. */
  public static final Drift UNKNOWN = new Drift(OptionalLong.empty(), OptionalLong.empty());

  /**
   * One look at all books.
   *
   * @param before what the attempts cost, before the others were read
   * @param redis what Redis tells, of spenders that it knows; null: it can't be read, or is not yet
   *     rewritten
   * @param totals of all months; null: not all of them are here
   * @param after the attempts again
   */
  public record Look(
      Map<Spender, Long> before,
      @Nullable Map<Spender, Long> redis,
      @Nullable Long totals,
      Map<Spender, Long> after) {
    public Look {
      before = Map.copyOf(before);
      redis = redis == null ? null : Map.copyOf(redis);
      after = Map.copyOf(after);
    }
  }

  /** Of two looks, one after the other. */
  public static Drift between(Look earlier, Look later) {
    Map<Spender, Long> redis = later.redis;
    Long totals = later.totals;
    return new Drift(
        redis == null ? OptionalLong.empty() : OptionalLong.of(redis(earlier, redis, later.after)),
        totals == null
            ? OptionalLong.empty()
            : OptionalLong.of(apart(keys(earlier.before), totals, keys(later.after))));
  }

  private static long redis(Look earlier, Map<Spender, Long> redis, Map<Spender, Long> after) {
    long sum = 0;
    for (var was : earlier.before.entrySet()) {
      Long is = after.get(was.getKey());
      if (is != null) { // Else its partition is read elsewhere by now.
        sum += apart(was.getValue(), redis.getOrDefault(was.getKey(), 0L), is);
      }
    }
    return sum;
  }

  private static long apart(long earlier, long other, long later) {
    long least = Math.min(earlier, later);
    long most = Math.max(earlier, later);
    return other < least ? least - other : other > most ? other - most : 0;
  }

  /** Every attempt has a key; whom it belongs to is told apart from that. */
  public static long keys(Map<Spender, Long> spent) {
    return spent.entrySet().stream()
        .filter(it -> it.getKey().level() == BudgetLevel.KEY)
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
