package dev.weir.provider;

import java.util.Map;

/**
 * A request as it arrived.
 *
 * @param path with the query
 * @param headers by lower-case name; of credentials only the last four characters
 * @param body its first 128 KiB
 */
public record Received(
    long sequence, String method, String path, Map<String, String> headers, String body) {}
