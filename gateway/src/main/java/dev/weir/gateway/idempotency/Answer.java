package dev.weir.gateway.idempotency;

/** A whole answer. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Answer(Head head, byte[] body) {}
