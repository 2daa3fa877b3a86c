package dev.weir.gateway.core;

import org.jspecify.annotations.Nullable;

/**
 * An inference request as it came, with the few facts that the gateway acts on. The body is not
 * copied and must not be changed.
 *
 * @param body UTF-8 JSON, an object
 * @param model as asked for
 * @param includeUsage whether the client asked for usage in a stream; true where it always comes
 * @param maxOutputTokens as asked for; null: not given. 0 for embeddings: nothing is written
 * @param choices how many answers were asked for ({@code n}), at least 1
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ClientRequest(
    Protocol protocol,
    byte[] body,
    String model,
    boolean stream,
    boolean includeUsage,
    @Nullable Long maxOutputTokens,
    int choices) {}
