package dev.weir.accounting.fold;

import dev.weir.schemas.events.BudgetLevel;

/** A key, or whom else a key belongs to, as one partition of the log tells of it. */
public record Spender(int partition, BudgetLevel level, String owner) {}
