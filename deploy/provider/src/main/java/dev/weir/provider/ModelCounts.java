package dev.weir.provider;

/**
 * What became of the requests for one model.
 *
 * @param received all that named the model, well-formed or not
 * @param refused those answered with an error
 * @param billed those in the ledger
 * @param abandoned those whose client left before the first byte of an answer; not billed
 */
public record ModelCounts(long received, long refused, long billed, long abandoned) {}
