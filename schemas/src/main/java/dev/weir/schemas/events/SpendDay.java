package dev.weir.schemas.events;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one key, team or user spent on one day: the value of {@code weir.spend.by-*.v1}, absolute.
 *
 * @param id of the key, team or user
 * @param day in the configured zone, as {@code 2026-11-22}
 */
public record SpendDay(
    String id, @Nullable String alias, String day, Sums total, List<ModelSpend> models) {
  public SpendDay {
    LocalDate.parse(day);
    models = List.copyOf(models);
  }

  /**
   * Sums over attempts.
   *
   * @param requests attempts that succeeded, were cut, cancelled or orphaned
   * @param failures attempts that failed
   * @param estimatedNanoUsd the part of the cost that was not counted by the provider
   * @param savings by the response cache, whose hits are no requests; null: none
   */
  public record Sums(
      long costNanoUsd,
      long estimatedNanoUsd,
      Tokens tokens,
      long requests,
      long failures,
      @Nullable Savings savings) {
    /** Nothing. */
    public static final Sums NONE = new Sums(0, 0, Tokens.NONE, 0, 0, null);

    /** The sum. */
    public Sums plus(Sums other) {
      return new Sums(
          Math.addExact(costNanoUsd, other.costNanoUsd),
          Math.addExact(estimatedNanoUsd, other.estimatedNanoUsd),
          tokens.plus(other.tokens),
          requests + other.requests,
          failures + other.failures,
          savings == null ? other.savings : savings.plus(other.savings));
    }
  }

  /**
   * What the response cache spared.
   *
   * @param hits answers that it gave
   * @param nanoUsd what those cost when providers gave them
   */
  public record Savings(long hits, long nanoUsd) {
    Savings plus(@Nullable Savings other) {
      return other == null
          ? this
          : new Savings(hits + other.hits, Math.addExact(nanoUsd, other.nanoUsd));
    }
  }

  /** The part of one model of one provider. */
  public record ModelSpend(String provider, String model, Sums sums) {}
}
