package dev.weir.gateway.admin;

import dev.weir.schemas.events.BudgetLevel;
import dev.weir.schemas.events.BudgetWindow;
import dev.weir.schemas.money.Money;
import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The spend figures of one answer, in USD. What is not known is null and never 0. After the first
 * one that can't be told no other is asked for: a list must not wait for Redis once per key.
 */
final class SpendReading {
  private final SpendView view;
  private boolean missing;

  SpendReading(SpendView view) {
    this.view = view;
  }

  @Nullable BigDecimal window(BudgetWindow window) {
    return usd(() -> view.windowNanoUsd(window));
  }

  @Nullable BigDecimal total(BudgetLevel level, String owner) {
    return usd(() -> view.totalNanoUsd(level, owner));
  }

  /** For the answer's warnings. */
  List<String> warnings() {
    return missing ? List.of("spend is null: it can't be read at the moment") : List.of();
  }

  /** These warnings and what {@link #warnings()} says. */
  List<String> with(List<String> others) {
    return Stream.concat(others.stream(), warnings().stream()).toList();
  }

  private @Nullable BigDecimal usd(Supplier<OptionalLong> nanos) {
    if (missing) {
      return null;
    }
    OptionalLong known = nanos.get();
    missing = known.isEmpty();
    return missing ? null : Money.usd(known.getAsLong());
  }
}
