package dev.weir.accounting.redis;

import java.util.Map;

/**
 * Lives of Redis' data that a task has to rewrite.
 *
 * @param lives life id by shard tag
 */
public record Rewrite(Map<String, String> lives) {
  public Rewrite {
    lives = Map.copyOf(lives);
  }
}
