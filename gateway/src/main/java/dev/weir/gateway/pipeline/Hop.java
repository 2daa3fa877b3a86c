package dev.weir.gateway.pipeline;

import dev.weir.gateway.core.Candidate;
import dev.weir.gateway.core.ClientRequest;
import dev.weir.gateway.translate.Splicing;
import java.time.Duration;

/**
 * One attempt as its call plans it.
 *
 * @param number from 1
 * @param retries attempts in this group that failed before
 * @param fallbacks groups that failed before
 * @param waited before it
 * @param left until the first content has to be there
 * @param splicing how its stream stands to what the client has
 */
record Hop(
    Candidate candidate,
    ClientRequest request,
    int number,
    TrailStep.Role role,
    int retries,
    int fallbacks,
    Duration waited,
    Duration left,
    Splicing splicing) {}
