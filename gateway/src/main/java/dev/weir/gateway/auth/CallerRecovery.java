package dev.weir.gateway.auth;

import dev.weir.gateway.core.Caller;
import dev.weir.schemas.config.StreamRecovery;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What becomes of a caller's streams that break off; in the metadata of its key, or its team. */
public final class CallerRecovery {
  /** {@code continue} or {@code off}. */
  public static final String FIELD = "stream_recovery";

  private CallerRecovery() {}

  /** As the key says, else its team; null: neither does, so it is as the model group says. */
  public static @Nullable StreamRecovery of(Caller caller) {
    return switch (caller) {
      case Caller.Master _ -> null;
      case Caller.VirtualKey it -> {
        StreamRecovery own = in(it.key().metadata());
        yield own != null || it.team() == null ? own : in(it.team().metadata());
      }
    };
  }

  private static @Nullable StreamRecovery in(Map<String, Object> metadata) {
    return metadata.get(FIELD) instanceof String text ? StreamRecovery.of(text) : null;
  }
}
