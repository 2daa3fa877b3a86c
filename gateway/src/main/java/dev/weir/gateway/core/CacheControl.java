package dev.weir.gateway.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request, or a key for all its requests, says of the response cache (LiteLLM's {@code
 * cache}). Null: nothing is said.
 *
 * @param noCache the stored answer is not wanted
 * @param noStore the answer is not to be kept
 * @param useCache wanted where the cache is off by default
 * @param ttl how long the answer may be kept
 * @param maxAge how old a stored answer may be
 * @param namespace apart from all others
 */
public record CacheControl(
    @Nullable Boolean noCache,
    @Nullable Boolean noStore,
    @Nullable Boolean useCache,
    @Nullable Duration ttl,
    @Nullable Duration maxAge,
    @Nullable String namespace) {
  /** Nothing. */
  public static final CacheControl NONE = new CacheControl(null, null, null, null, null, null);

  /** What is said, under LiteLLM's names. */
  public List<String> given() {
    List<String> given = new ArrayList<>();
    add(given, "no-cache", noCache);
    add(given, "no-store", noStore);
    add(given, "use-cache", useCache);
    add(given, "ttl", ttl);
    add(given, "s-maxage", maxAge);
    add(given, "namespace", namespace);
    return given;
  }

  private static void add(List<String> given, String name, @Nullable Object value) {
    if (value != null) {
      given.add(name);
    }
  }

  /** This, and what the other says besides. */
  public CacheControl or(CacheControl other) {
    return new CacheControl(
        noCache == null ? other.noCache : noCache,
        noStore == null ? other.noStore : noStore,
        useCache == null ? other.useCache : useCache,
        ttl == null ? other.ttl : ttl,
        maxAge == null ? other.maxAge : maxAge,
        namespace == null ? other.namespace : namespace);
  }
}
