package dev.weir.gateway.http;

import dev.weir.gateway.admin.AdminRoute;
import dev.weir.gateway.admin.AdminRoutes;
import dev.weir.gateway.admin.ConfigReload;
import dev.weir.gateway.admin.SpendView;
import dev.weir.gateway.auth.Budgets;
import dev.weir.gateway.auth.KeyHasher;
import dev.weir.gateway.directory.Cause;
import dev.weir.gateway.directory.Change;
import dev.weir.gateway.directory.DirectoryView;
import dev.weir.gateway.directory.DirectoryWriter;
import dev.weir.schemas.events.BudgetLevel;
import dev.weir.schemas.events.BudgetWindow;
import dev.weir.schemas.events.KeyEntry;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The key and team API for tests. */
final class TestAdmin {
  private TestAdmin() {}

  /** A key that can do little. */
  static KeyEntry key(
      String id, boolean blocked, @Nullable List<String> routes, Map<String, String> aliases) {
    return new KeyEntry(
        id,
        1,
        "sk-...0123",
        null,
        null,
        null,
        List.of(),
        null,
        null,
        null,
        null,
        null,
        null,
        blocked,
        Map.of(),
        Instant.EPOCH,
        Instant.EPOCH,
        "admin",
        null,
        routes,
        aliases);
  }

  /** The key API of a node that has no Kafka. */
  static List<AdminRoute> routes(KeyHasher hasher, InstantSource clock) {
    var writer =
        new DirectoryWriter() {
          @Override
          public <T, R> WriteResult<T, R> write(Cause cause, Change<T, R> change) {
            return new Unavailable<>("no Kafka");
          }
        };
    var spend =
        new SpendView() {
          @Override
          public OptionalLong windowNanoUsd(BudgetWindow window) {
            return OptionalLong.empty();
          }

          @Override
          public OptionalLong totalNanoUsd(BudgetLevel level, String owner) {
            return OptionalLong.empty();
          }
        };
    var budgets = new Budgets(ZoneOffset.UTC, null, 0);
    return AdminRoutes.of(
        new DirectoryView(),
        writer,
        hasher,
        () -> budgets,
        spend,
        () -> new ConfigReload.Applied(List.of(), List.of()),
        clock);
  }
}
