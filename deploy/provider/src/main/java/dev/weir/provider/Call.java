package dev.weir.provider;

/**
 * A well-formed call, as a {@link Script} sees it.
 *
 * @param number counts the well-formed calls of this provider, from 1
 * @param deployment {@code NAME} of a base URL that ends in {@code /d/NAME}, else Azure's
 *     deployment, else empty
 * @param model the model asked for; on Azure the deployment in the path
 * @param maxTokens the request's own limit; {@link Integer#MAX_VALUE} when it has none
 * @param choices how many answers it wants ({@code n}); 1 when it does not say
 * @param bodyBytes length of the request body
 */
public record Call(
    long number,
    Protocol protocol,
    String deployment,
    String model,
    boolean stream,
    int maxTokens,
    int choices,
    int bodyBytes) {}
