package dev.weir.gateway.pipeline;

import dev.weir.gateway.api.CacheControls;
import dev.weir.gateway.core.CacheControl;
import dev.weir.gateway.core.Caller;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a key says of the response cache for all its requests. */
final class KeyCaching {
  private KeyCaching() {}

  /** Why a request may not say what it says; null: it may. */
  static @Nullable Refusal denied(Caller caller, CacheControl asked) {
    if (asked.equals(CacheControl.NONE)
        || !(metadata(caller).get(CacheControls.ALLOWED) instanceof List<?> allowed)
        || allowed.isEmpty()) {
      return null;
    }
    return asked.given().stream()
        .filter(control -> !allowed.contains(control))
        .findFirst()
        .map(Refusal.CacheControlDenied::new)
        .orElse(null);
  }

  /** What the request says, and the key where it says nothing. */
  static CacheControl control(Caller caller, CacheControl asked) {
    Object own = metadata(caller).get(CacheControls.DEFAULT);
    return own == null ? asked : asked.or(CacheControls.ofKey(own));
  }

  private static Map<String, Object> metadata(Caller caller) {
    return switch (caller) {
      case Caller.Master _ -> Map.of();
      case Caller.VirtualKey virtual -> virtual.key().metadata();
    };
  }
}
