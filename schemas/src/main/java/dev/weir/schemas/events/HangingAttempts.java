package dev.weir.schemas.events;

import java.time.Instant;

/**
 * Attempts at one deployment that have run for too long and still do.
 *
 * @param count how many, on one node
 * @param since when the oldest of them started
 * @param call of the oldest
 */
public record HangingAttempts(Route route, int count, Instant since, String call) {}
