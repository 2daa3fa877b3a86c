package dev.weir.gateway.core;

import dev.weir.schemas.events.BudgetWindow;

/**
 * A budget in its current window.
 *
 * @param limitNanoUsd the most that may be spent in the window
 * @param version of the directory entry that set the limit; the highest seen wins
 * @param name alias of its owner, for people
 */
public record Budget(BudgetWindow window, long limitNanoUsd, long version, String name) {}
