package dev.weir.gateway.cache;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.gateway.core.JsonDigest;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one call uses the cache.
 *
 * @param owner who shares its answer
 * @param namespace apart from all others; null: none
 * @param reads whether a stored answer will do
 * @param writes whether its answer is kept
 * @param ttl how long it is kept
 * @param maxAge how old a stored answer may be; null: as old as it is
 * @param joins whether it waits for an identical call that runs
 */
public record CacheUse(
    String owner,
    @Nullable String namespace,
    boolean reads,
    boolean writes,
    Duration ttl,
    @Nullable Duration maxAge,
    boolean joins) {
  /**
   * The key of a request: requests that ask the same have the same one, whatever the order of
   * fields; no two others have.
   *
   * @param target protocol, group and model, and whatever else decides an answer beside the body
   * @param body all that decides the answer; null counts as not given
   */
  public String key(List<String> target, JsonNode body) {
    var digest = new JsonDigest().add("1").add(owner).add(Integer.toString(target.size()));
    target.forEach(digest::add);
    String hex = digest.add(body).hex();
    return namespace == null ? hex : namespace + ":" + hex;
  }
}
