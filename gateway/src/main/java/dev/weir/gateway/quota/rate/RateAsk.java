package dev.weir.gateway.quota.rate;

import dev.weir.gateway.quota.rate.History.Use;
import dev.weir.gateway.quota.rate.Taken.Part;
import java.util.List;

/**
 * One call for one quota: what Redis has to know first, then what is wanted. Each is sent once.
 *
 * <p>A window's call tells what was used without a grant, and gives grants back that were not used;
 * a call for permits tells how many this epoch has.
 */
sealed interface RateAsk {
  String tag();

  String name();

  /** The life of the data that it is meant for. */
  String life();

  Wish wish();

  /**
   * What is wanted of a limit.
   *
   * @param least less than this is of no use; 0 if nobody waits
   * @param need what waits
   * @param want what would be good to have, if there is plenty
   * @param own what this epoch has of the limit now
   */
  record Wish(long limit, long least, long need, long want, long own) {
    public Wish {
      if (least > need || need > want || least < 0) {
        throw new IllegalArgumentException(least + " <= " + need + " <= " + want);
      }
    }
  }

  /** Of a limit in any minute. */
  record Window(
      String tag, String name, String life, Wish wish, List<Use> charges, List<Part> returns)
      implements RateAsk {
    public Window {
      charges = List.copyOf(charges);
      returns = List.copyOf(returns);
    }
  }

  /** Of a limit at the same time; {@code wish.own()} is the whole truth. */
  record Permits(String tag, String name, String life, Wish wish) implements RateAsk {}
}
