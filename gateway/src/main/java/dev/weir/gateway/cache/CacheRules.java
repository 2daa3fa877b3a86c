package dev.weir.gateway.cache;

import dev.weir.gateway.core.CacheControl;
import dev.weir.gateway.core.Protocol;
import dev.weir.schemas.config.CacheSettings;
import dev.weir.schemas.config.CacheSettings.CallType;
import dev.weir.schemas.events.Payer;
import org.jspecify.annotations.Nullable;

/** What the operator says of the cache, applied to a call. */
public record CacheRules(CacheSettings settings) {
  /**
   * How a call uses the cache.
   *
   * @param control what the request says, and its key for all requests
   * @return null: not at all
   */
  public @Nullable CacheUse use(Protocol protocol, Payer payer, CacheControl control) {
    boolean on = settings.onByDefault() || Boolean.TRUE.equals(control.useCache());
    boolean reads = !Boolean.TRUE.equals(control.noCache());
    boolean writes = !Boolean.TRUE.equals(control.noStore());
    if (!on || Boolean.FALSE.equals(control.useCache()) || !cached(protocol)) {
      return null;
    }
    return reads || writes
        ? new CacheUse(
            owner(payer),
            control.namespace() == null ? settings.namespace() : control.namespace(),
            reads,
            writes,
            control.ttl() == null ? settings.ttl() : control.ttl(),
            control.maxAge(),
            settings.singleFlight() && reads && writes)
        : null;
  }

  private boolean cached(Protocol protocol) {
    return settings
        .callTypes()
        .contains(
            switch (protocol) {
              case OPENAI_CHAT -> CallType.CHAT;
              case ANTHROPIC_MESSAGES -> CallType.MESSAGES;
              case OPENAI_EMBEDDINGS -> CallType.EMBEDDINGS;
            });
  }

  private String owner(Payer payer) {
    return switch (settings.scope()) {
      case ALL -> "all";
      case TEAM -> payer.team() == null ? "key:" + payer.keyId() : "team:" + payer.team();
      case KEY -> "key:" + payer.keyId();
    };
  }
}
