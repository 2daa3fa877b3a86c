package dev.weir.provider;

import dev.weir.provider.http.HttpReply;
import java.time.Instant;

/** A well-formed call, and what is needed to answer and bill it. */
record Exchange(
    Wire wire,
    Call call,
    boolean includeUsage,
    String key,
    String requestId,
    Instant startedAt,
    HttpReply reply) {}
