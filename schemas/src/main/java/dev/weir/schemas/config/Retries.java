package dev.weir.schemas.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Further attempts within a group.
 *
 * @param count after the first (2 when not set: 3 attempts)
 * @param leastWait between two attempts on one deployment
 * @param policy the count for some kinds of failure; it wins
 * @param groupPolicy the same by group; it wins over both
 */
public record Retries(
    int count,
    Duration leastWait,
    Map<ErrorClass, Integer> policy,
    Map<String, Map<ErrorClass, Integer>> groupPolicy) {
  public Retries {
    policy = Map.copyOf(policy);
    var groups = new LinkedHashMap<String, Map<ErrorClass, Integer>>();
    groupPolicy.forEach((group, own) -> groups.put(group, Map.copyOf(own)));
    groupPolicy = Map.copyOf(groups);
  }
}
