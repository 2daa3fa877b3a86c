package dev.weir.gateway.pipeline;

import dev.weir.gateway.core.Deployment;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who answered a call, for the headers of the reply.
 *
 * @param retries attempts in the serving group before the one that answered
 * @param fallbacks groups that failed before
 * @param costNanoUsd null: not known yet (a stream), or no price is known
 * @param providerHeaders of the provider's answer, names in lower case
 */
public record Served(
    String callId,
    Deployment deployment,
    int retries,
    int fallbacks,
    @Nullable Long costNanoUsd,
    Map<String, String> providerHeaders) {}
