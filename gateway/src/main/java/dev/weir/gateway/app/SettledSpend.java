package dev.weir.gateway.app;

import dev.weir.gateway.admin.SpendView;
import dev.weir.gateway.quota.RedisSpend;
import dev.weir.schemas.events.BudgetLevel;
import dev.weir.schemas.events.BudgetWindow;
import java.util.OptionalLong;

/** Spend as accounting settled it, for the key API. */
record SettledSpend(RedisSpend redis) implements SpendView {
  @Override
  public OptionalLong windowNanoUsd(BudgetWindow window) {
    return redis.settledNanoUsd(window);
  }

  @Override
  public OptionalLong totalNanoUsd(BudgetLevel level, String owner) {
    return redis.totalNanoUsd(level, owner);
  }
}
