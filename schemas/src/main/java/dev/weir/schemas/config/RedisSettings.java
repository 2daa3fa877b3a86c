package dev.weir.schemas.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How the quota Redis is reached. What {@code weir.redis} does not say is taken from {@code
 * litellm_settings.cache_params}, else from {@code router_settings.redis_*}.
 *
 * @param caFile certificates in PEM of whoever signed the server's; null = the system's Java knows
 * @param prefix stands in front of every key's name
 */
public record RedisSettings(
    String host,
    int port,
    @Nullable String username,
    @Nullable Secret password,
    boolean tls,
    @Nullable Path caFile,
    String prefix) {
  /** One whose certificate the system's Java trusts, if it has any. */
  public RedisSettings(
      String host,
      int port,
      @Nullable String username,
      @Nullable Secret password,
      boolean tls,
      String prefix) {
    this(host, port, username, password, tls, null, prefix);
  }
}
