package dev.weir.schemas.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The response cache: {@code litellm_settings.cache} and {@code cache_params}.
 *
 * @param type {@code local}, {@code redis} or another of LiteLLM's kinds, as written
 * @param ttl null = as long as the store keeps it
 * @param namespace in front of every key; null = none
 * @param onByDefault false ({@code mode: default_off}): only calls that ask for it are cached
 */
public record CacheSettings(
    boolean enabled,
    String type,
    @Nullable Duration ttl,
    @Nullable String namespace,
    boolean onByDefault) {}
