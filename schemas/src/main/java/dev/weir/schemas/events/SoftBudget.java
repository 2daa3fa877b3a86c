package dev.weir.schemas.events;

/**
 * A limit that is only told of when it is passed ({@code soft_budget}).
 *
 * @param budget the window that spend is counted in
 * @param limitNanoUsd that was in force
 */
public record SoftBudget(BudgetWindow budget, long limitNanoUsd) {}
