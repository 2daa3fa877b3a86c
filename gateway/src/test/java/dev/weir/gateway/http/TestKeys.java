package dev.weir.gateway.http;

import dev.weir.schemas.events.BudgetTerms;
import dev.weir.schemas.events.KeyEntry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keys as a directory holds them. */
final class TestKeys {
  private TestKeys() {}

  static KeyEntry entry(
      String id, @Nullable BudgetTerms budget, @Nullable Instant expires, String... models) {
    return key(id, List.of(models), budget, null, null, null, expires, Map.of());
  }

  /** With a budget and these limits. */
  static KeyEntry limited(
      String id,
      @Nullable Long rpm,
      @Nullable Long tpm,
      @Nullable Long parallel,
      Map<String, Object> metadata) {
    var budget = new BudgetTerms(1_000_000, null, 0);
    return key(id, List.of(), budget, rpm, tpm, parallel, null, metadata);
  }

  private static KeyEntry key(
      String id,
      List<String> models,
      @Nullable BudgetTerms budget,
      @Nullable Long rpm,
      @Nullable Long tpm,
      @Nullable Long parallel,
      @Nullable Instant expires,
      Map<String, Object> metadata) {
    return new KeyEntry(
        id,
        1,
        "sk-...ey00",
        "search",
        null,
        null,
        models,
        budget,
        null,
        rpm,
        tpm,
        parallel,
        expires,
        false,
        metadata,
        Instant.EPOCH,
        Instant.EPOCH,
        "admin");
  }
}
