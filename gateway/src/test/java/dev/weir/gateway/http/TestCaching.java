package dev.weir.gateway.http;

import dev.weir.schemas.config.CacheSettings;
import dev.weir.schemas.config.CacheSettings.CallType;
import dev.weir.schemas.config.CacheSettings.Limits;
import dev.weir.schemas.config.CacheSettings.Scope;
import dev.weir.schemas.config.CacheSettings.Store;
import java.time.Duration;
import java.util.EnumSet;

/** Response caches for tests. */
final class TestCaching {
  static final CacheSettings OFF = settings(new Store.Off(), true, false);

  private TestCaching() {}

  /** In the node's memory. */
  static CacheSettings local(boolean onByDefault, boolean singleFlight) {
    return settings(new Store.Local(), onByDefault, singleFlight);
  }

  private static CacheSettings settings(Store store, boolean onByDefault, boolean singleFlight) {
    return new CacheSettings(
        store,
        onByDefault,
        Duration.ofMinutes(10),
        null,
        EnumSet.allOf(CallType.class),
        Scope.TEAM,
        singleFlight,
        new Limits(1 << 20, 1 << 24));
  }
}
