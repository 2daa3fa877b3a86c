package dev.weir.gateway.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.gateway.auth.AuthResult;
import dev.weir.gateway.auth.Budgets;
import dev.weir.gateway.auth.KeyHasher;
import dev.weir.gateway.core.Caller;
import dev.weir.schemas.config.Secret;
import dev.weir.schemas.events.BudgetLevel;
import dev.weir.schemas.events.BudgetWindow;
import dev.weir.schemas.events.KeyEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** The routes over a directory in memory, called as the HTTP server calls them. */
final class AdminFixture implements SpendView {
  static final Caller MASTER = new Caller.Master();

  private static final Budgets BUDGETS = new Budgets(ZoneId.of("UTC"), null, 0);

  final MemoryDirectory directory = new MemoryDirectory();
  final KeyHasher hasher = new KeyHasher(new Secret("0123456789abcdef0123456789abcdef"));
  Instant now = Instant.parse("2026-11-22T18:16:21.023541Z");
  OptionalLong windowSpend = OptionalLong.of(0);
  OptionalLong totalSpend = OptionalLong.of(0);
  int spendReads;
  ConfigReload.Outcome reloaded = new ConfigReload.Applied(List.of(), List.of());

  private final List<AdminRoute> routes =
      AdminRoutes.of(
          directory.view, directory, hasher, () -> BUDGETS, this, () -> reloaded, () -> now);

  /** The answers that LiteLLM 1.106.2 gave (fixtures/litellm-recordings of the project). */
  static JsonNode recorded(String name) {
    return resource("recorded.json").path(name);
  }

  static JsonNode resource(String name) {
    try (var in = AdminFixture.class.getResourceAsStream(name)) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<AdminRoute> routes() {
    return routes;
  }

  AdminResult post(String path, String body) {
    return call("POST", path, Map.of(), body, MASTER);
  }

  AdminResult get(String path, Map<String, String> query) {
    return call("GET", path, query, "", MASTER);
  }

  AdminResult call(
      String method, String path, Map<String, String> query, String body, Caller caller) {
    AdminRoute found =
        routes.stream()
            .filter(route -> route.method().equals(method) && route.path().equals(path))
            .findFirst()
            .orElseThrow();
    return switch (found.admit(new AuthResult.Allowed(caller))) {
      case AdminRoute.Admitted(Caller admitted) ->
          found.call(admitted, query, body.getBytes(UTF_8));
      case AdminRoute.Refused(AdminResult refusal) -> refusal;
    };
  }

  /** The key itself, of a new key with these fields. */
  String generate(String body) {
    AdminResult result = post("/key/generate", body);
    if (result.status() != 200) {
      throw new AssertionError(result.body().toString());
    }
    return result.body().path("key").textValue();
  }

  KeyEntry stored(String key) {
    KeyEntry entry = directory.view.key(hasher.id(key));
    if (entry == null) {
      throw new AssertionError("not stored");
    }
    return entry;
  }

  @Override
  public OptionalLong windowNanoUsd(BudgetWindow window) {
    spendReads++;
    return windowSpend;
  }

  @Override
  public OptionalLong totalNanoUsd(BudgetLevel level, String owner) {
    spendReads++;
    return totalSpend;
  }
}
