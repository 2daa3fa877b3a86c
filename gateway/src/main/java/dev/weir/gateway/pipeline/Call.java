package dev.weir.gateway.pipeline;

import dev.weir.gateway.cache.CacheUse;
import dev.weir.gateway.core.Budget;
import dev.weir.gateway.core.Caller;
import dev.weir.gateway.core.ClientRequest;
import dev.weir.gateway.core.RateLimit;
import dev.weir.gateway.core.Simulation;
import dev.weir.gateway.core.TraceContext;
import dev.weir.gateway.routing.Plan;
import dev.weir.schemas.config.StreamRecovery;
import dev.weir.schemas.events.Payer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request that may go to a provider: who asks is known, what is asked can be read, and the
 * model is theirs to use.
 *
 * @param id {@code x-litellm-call-id}
 * @param payer the caller, with the tags of this request
 * @param plan where it may go
 * @param budgets that have to pay, in their windows of this moment
 * @param rates that it has to keep to
 * @param cache how it uses the response cache; null: not at all
 * @param simulation in place of calling the plan's first group; null: none
 * @param streamRecovery what becomes of a stream that breaks off, as the key wants it; null: as
 *     configured
 * @param dropParams as the request wants it; null: as configured
 * @param timeout of each attempt, as the request wants it; null: as configured
 * @param streamTimeout of each attempt up to the first content of a stream, as the request wants
 *     it; null: as {@code timeout}, else as configured
 * @param patience how long until the first content, over all attempts
 * @param trace that it belongs to; null: it is not traced
 * @param headers of the request that concern the provider or the gateway, by lower-case name
 */
public record Call(
    String id,
    Caller caller,
    Payer payer,
    ClientRequest request,
    Plan plan,
    List<Budget> budgets,
    List<RateLimit> rates,
    @Nullable CacheUse cache,
    @Nullable Simulation simulation,
    @Nullable StreamRecovery streamRecovery,
    @Nullable Boolean dropParams,
    @Nullable Duration timeout,
    @Nullable Duration streamTimeout,
    Duration patience,
    @Nullable TraceContext trace,
    Map<String, String> headers) {
  public Call {
    budgets = List.copyOf(budgets);
    rates = List.copyOf(rates);
    headers = Map.copyOf(headers);
  }
}
