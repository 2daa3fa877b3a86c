package dev.weir.schemas.events;

import org.jspecify.annotations.Nullable;

/**
 * What a team spent in a period.
 *
 * @param requests attempts that succeeded, were cut, cancelled or orphaned
 * @param failures attempts that failed
 */
public record TeamSpend(
    String id, @Nullable String alias, long costNanoUsd, long requests, long failures) {}
