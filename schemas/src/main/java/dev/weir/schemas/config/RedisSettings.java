package dev.weir.schemas.config;

import org.jspecify.annotations.Nullable;

/**
 * How the quota Redis is reached. What {@code weir.redis} does not say is taken from {@code
 * litellm_settings.cache_params}, else from {@code router_settings.redis_*}.
 *
 * @param prefix stands in front of every key's name
 */
public record RedisSettings(
    String host,
    int port,
    @Nullable String username,
    @Nullable Secret password,
    boolean tls,
    String prefix) {}
