package dev.weir.gateway.quota.rate;

import java.util.List;

/**
 * What one call took of one share.
 *
 * @param life of Redis' data, in which it was granted
 * @param at when, by the nanosecond clock
 * @param parts by bucket; what is missing in the sum was the node's own share
 */
record Taken(String life, long at, long count, List<Part> parts) {
  /** Of a bucket of Redis' ring. */
  record Part(long bucket, long count) {}
}
