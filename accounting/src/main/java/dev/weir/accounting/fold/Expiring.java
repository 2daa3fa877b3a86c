package dev.weir.accounting.fold;

import dev.weir.schemas.events.Alert;
import dev.weir.schemas.events.KeyEntry;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key that will expire.
 *
 * @param told on-call knows
 */
public record Expiring(
    String id,
    String name,
    @Nullable String alias,
    @Nullable String team,
    Instant expires,
    boolean told) {
  /**
   * What on-call has to be told of this key, in time.
   *
   * @param lead how long before; a key that never had so long is made to be short-lived
   * @param known of it, until now
   * @return null: nothing
   */
  public static @Nullable Expiring of(KeyEntry key, Duration lead, @Nullable Expiring known) {
    Instant expires = key.expires();
    if (expires == null || key.blocked()) {
      return null;
    }
    boolean same = known != null && known.expires.equals(expires);
    if (!same && Duration.between(key.updatedAt(), expires).compareTo(lead) <= 0) {
      return null;
    }
    return new Expiring(
        key.id(),
        key.name(),
        key.alias(),
        key.team(),
        expires,
        known != null && same && known.told);
  }

  /** Whether it must be told now. */
  public boolean due(Instant now, Duration lead) {
    return !told && !now.plus(lead).isBefore(expires);
  }

  /** Whether it has happened. */
  public boolean over(Instant now) {
    return !now.isBefore(expires);
  }

  /** It was told. */
  public Expiring toldNow() {
    return new Expiring(id, name, alias, team, expires, true);
  }

  /** What is told. */
  public Alert alert(Instant now) {
    return new Alert.KeyExpiring(now, id, name, alias, team, expires);
  }
}
