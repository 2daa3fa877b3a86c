package dev.weir.schemas.events;

import java.time.Instant;

/**
 * A deployment that gets no calls but probes.
 *
 * @param reason short code of the failure that opened it, such as {@code timeout}
 * @param until when the next probe may go
 */
public record OpenBreaker(Route route, String reason, Instant until) {}
