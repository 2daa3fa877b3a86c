package dev.weir.gateway.pipeline;

import dev.weir.gateway.api.Controls;
import dev.weir.gateway.api.RequestReader;
import dev.weir.gateway.api.RequestReading;
import dev.weir.gateway.auth.Budgets;
import dev.weir.gateway.auth.CallerRates;
import dev.weir.gateway.auth.CallerWishes;
import dev.weir.gateway.auth.ModelAccess;
import dev.weir.gateway.cache.CacheRules;
import dev.weir.gateway.cache.CacheUse;
import dev.weir.gateway.core.Caller;
import dev.weir.gateway.core.ClientRequest;
import dev.weir.gateway.core.Protocol;
import dev.weir.gateway.core.TraceContext;
import dev.weir.gateway.routing.Ask;
import dev.weir.gateway.routing.Conditions;
import dev.weir.gateway.routing.Destination;
import dev.weir.gateway.routing.Plan;
import dev.weir.gateway.routing.RoutingRules;
import dev.weir.gateway.routing.RoutingTable;
import dev.weir.schemas.config.Fallbacks.Target;
import dev.weir.schemas.events.Payer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes a call of what an authenticated client sent, or says why not. Thread-safe, no I/O. */
public final class Intake {
  private final RoutingTable table;
  private final RoutingRules rules;
  private final Conditions conditions;
  private final Budgets budgets;
  private final Terms terms;
  private final InstantSource clock;
  private final LongSupplier seeds;

  /**
   * What the operator allows.
   *
   * @param patience until the first content, over all attempts
   * @param mockTesting whether requests may simulate failures
   * @param traces the trace of each call, if it has one
   * @param cache null: there is no response cache
   */
  public record Terms(
      Duration patience,
      boolean mockTesting,
      TraceContext.Source traces,
      @Nullable CacheRules cache) {}

  /** What became of a request. */
  public sealed interface Taken {
    /** It may go on. */
    record Accepted(Call call) implements Taken {}

    /** It may not. */
    record Turned(Refusal refusal) implements Taken {}
  }

  /**
   * Takes requests for these groups.
   *
   * @param seeds one per call: decides its order of deployments
   */
  public Intake(
      RoutingTable table,
      RoutingRules rules,
      Conditions conditions,
      Budgets budgets,
      Terms terms,
      InstantSource clock,
      LongSupplier seeds) {
    this.table = table;
    this.rules = rules;
    this.conditions = conditions;
    this.budgets = budgets;
    this.terms = terms;
    this.clock = clock;
    this.seeds = seeds;
  }

  /** The headers that tracing wants of each request, in lower case; none where it is off. */
  public List<String> headers() {
    return terms.traces().headers();
  }

  /**
   * Takes a request.
   *
   * @param headers of the request that concern the provider or the gateway, by lower-case name
   */
  public Taken take(
      String id, Caller caller, Protocol protocol, byte[] body, Map<String, String> headers) {
    return switch (RequestReader.read(protocol, body, headers)) {
      case RequestReading.Malformed(String message, String param) ->
          new Taken.Turned(new Refusal.BadRequest(param, message));
      case RequestReading.Refused refused ->
          new Taken.Turned(new Refusal.ForbiddenField(refused.message()));
      case RequestReading.Read(ClientRequest request, Controls controls) ->
          take(id, caller, request, controls, headers);
    };
  }

  private Taken take(
      String id,
      Caller caller,
      ClientRequest request,
      Controls controls,
      Map<String, String> headers) {
    Destination to = table.resolve(caller.meant(request.model()));
    Refusal refusal = refusal(caller, request, to, controls);
    if (refusal != null || to == null) {
      return new Taken.Turned(
          refusal != null ? refusal : new Refusal.UnknownModel(request.model()));
    }
    RoutingRules own = rulesFor(controls, to.group());
    var plan =
        new Plan(table, own, conditions, to, ask(caller, request, controls), seeds.getAsLong());
    Controls.TestSwitch testSwitch = controls.testSwitch();
    return new Taken.Accepted(
        new Call(
            id,
            caller,
            payer(caller.payer(), controls.tags()),
            request,
            plan,
            budgets.of(caller, clock.instant()),
            CallerRates.of(caller, to.names()),
            testSwitch == null ? cacheUse(caller, request, controls) : null,
            testSwitch == null ? null : testSwitch.simulation(),
            CallerWishes.recovery(caller),
            controls.dropParams(),
            controls.timeout(),
            controls.streamTimeout(),
            terms.patience(),
            terms.traces().of(headers),
            headers));
  }

  private @Nullable Refusal refusal(
      Caller caller, ClientRequest request, @Nullable Destination to, Controls controls) {
    Controls.TestSwitch testSwitch = controls.testSwitch();
    if (testSwitch != null && !terms.mockTesting()) {
      return new Refusal.BadRequest(
          testSwitch.field(),
          "Mock testing request params are disabled on this proxy: " + testSwitch.field() + ".");
    }
    Refusal denied = denied(caller, request.model(), to);
    if (denied == null && terms.cache() != null) {
      denied = KeyCaching.denied(caller, controls.cache());
    }
    List<Target> fallbacks = controls.fallbacks();
    for (Target target : denied != null || fallbacks == null ? List.<Target>of() : fallbacks) {
      denied = denied(caller, target.model(), table.resolve(target.model()));
      if (denied == null
          && Overrides.of(request, target.overrides()) instanceof Overrides.Bad bad) {
        denied = bad.refusal();
      }
      if (denied != null) {
        return denied;
      }
    }
    return denied;
  }

  private @Nullable CacheUse cacheUse(Caller caller, ClientRequest request, Controls controls) {
    CacheRules cache = terms.cache();
    return cache == null
        ? null
        : cache.use(
            request.protocol(), caller.payer(), KeyCaching.control(caller, controls.cache()));
  }

  private static @Nullable Refusal denied(Caller caller, String model, @Nullable Destination to) {
    List<String> names = to == null ? List.of(model) : to.names();
    return switch (ModelAccess.check(caller, names)) {
      case ModelAccess.Allowed() -> null;
      case ModelAccess.Denied(String type, String message) ->
          new Refusal.ModelDenied(type, message);
    };
  }

  private Ask ask(Caller caller, ClientRequest request, Controls controls) {
    boolean checks = rules.balancing().preCallChecks();
    List<String> regions = CallerWishes.regions(caller);
    String region = controls.region();
    return new Ask(
        controls.tags(),
        checks ? PromptLength.tokens(request) : 0,
        region == null
            ? regions
            : Stream.concat(regions.stream(), Stream.of(region)).distinct().toList(),
        checks ? Needs.of(request) : Set.of(),
        request.stream());
  }

  private RoutingRules rulesFor(Controls controls, String group) {
    RoutingRules own = rules;
    Integer retries = controls.retries();
    if (retries != null) {
      own = own.withRetries(retries);
    }
    List<Target> fallbacks = controls.fallbacks();
    if (fallbacks != null) {
      own = own.withFallbacks(group, fallbacks);
    }
    return controls.disableFallbacks() ? own.withoutFallbacks() : own;
  }

  private static Payer payer(Payer payer, List<String> tags) {
    return tags.isEmpty()
        ? payer
        : new Payer(
            payer.keyId(), payer.keyAlias(), payer.team(), payer.teamAlias(), payer.user(), tags);
  }
}
