package dev.weir.accounting.fold;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.weir.schemas.events.BudgetWindow;
import dev.weir.schemas.events.SpendDay;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one finished attempt adds to a total that spans partitions. Travels through the repartition
 * topic, keyed by {@link #subject}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Fact.Spent.class, name = "spent"),
  @JsonSubTypes.Type(value = Fact.Charged.class, name = "charged"),
  @JsonSubTypes.Type(value = Fact.Total.class, name = "total")
})
public sealed interface Fact {
  /** What it counts for: one subject is counted in one place. */
  String subject();

  /** Dimensions of the spend topics. */
  enum Dimension {
    KEY,
    TEAM,
    USER
  }

  /** A key, team or user spent on a day. */
  record Spent(
      Dimension dimension,
      String id,
      @Nullable String alias,
      String day,
      String provider,
      String model,
      SpendDay.Sums sums)
      implements Fact {
    @Override
    public String subject() {
      return dimension + "|" + id + "|" + day;
    }
  }

  /**
   * A budget window was charged.
   *
   * @param team of the key whose budget it is
   * @param limitNanoUsd 0: only a soft budget
   */
  record Charged(
      Instant at,
      BudgetWindow budget,
      @Nullable String name,
      @Nullable String team,
      long nanoUsd,
      long limitNanoUsd,
      @Nullable Long softLimitNanoUsd)
      implements Fact {
    @Override
    public String subject() {
      return budget.name();
    }
  }

  /** Something was spent in a month, by anybody. */
  record Total(Instant at, String month, long nanoUsd) implements Fact {
    @Override
    public String subject() {
      return "total|" + month;
    }
  }
}
