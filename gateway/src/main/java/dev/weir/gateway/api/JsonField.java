package dev.weir.gateway.api;

/**
 * Where a field of an object stands in its bytes.
 *
 * @param name unescaped
 * @param start of the name, its quote included
 * @param valueStart of the value
 * @param end of the value, exclusive
 */
public record JsonField(String name, int start, int valueStart, int end) {}
