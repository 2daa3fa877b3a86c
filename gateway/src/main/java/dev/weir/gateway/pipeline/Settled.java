package dev.weir.gateway.pipeline;

import dev.weir.schemas.events.Route;
import dev.weir.schemas.events.Tokens;

/**
 * What the answer of one provider cost.
 *
 * @param fallbacks groups that failed before
 */
public record Settled(Route route, int fallbacks, Tokens tokens, long nanoUsd) {}
