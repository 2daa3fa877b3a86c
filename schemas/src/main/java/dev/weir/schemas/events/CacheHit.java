package dev.weir.schemas.events;

/**
 * An answer of the response cache: no provider was called, so the attempt's own tokens and cost are
 * none.
 *
 * @param savedNanoUsd what the answer cost when a provider gave it
 * @param tokens what that provider counted
 */
public record CacheHit(long savedNanoUsd, Tokens tokens) {}
