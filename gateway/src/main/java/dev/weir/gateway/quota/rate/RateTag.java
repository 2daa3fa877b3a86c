package dev.weir.gateway.quota.rate;

/**
 * What is known of a shard tag.
 *
 * @param life of its data; another one means that data was lost
 * @param nodes that Redis has heard of lately
 * @param settling whether the life has just begun
 */
record RateTag(String tag, String life, int nodes, boolean settling) {}
