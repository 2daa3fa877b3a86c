package dev.weir.schemas.events;

import org.jspecify.annotations.Nullable;

/**
 * Who made a change.
 *
 * @param keyId id of the virtual key, or {@link Payer#MASTER_KEY}
 */
public record Actor(String keyId, @Nullable String keyAlias, @Nullable String user) {
  /** Whoever has the master key. */
  public static final Actor MASTER = new Actor(Payer.MASTER_KEY, null, null);
}
