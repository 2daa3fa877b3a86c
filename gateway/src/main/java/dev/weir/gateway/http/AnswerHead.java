package dev.weir.gateway.http;

import dev.weir.gateway.pipeline.Refusal;
import dev.weir.gateway.pipeline.Served;
import dev.weir.schemas.events.Route;
import dev.weir.schemas.money.Money;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.WritableHeaders;
import java.util.Map;
import java.util.Set;

/**
 * The headers of the reply to one call.
 *
 * @param version of this gateway
 * @param limits as they stand for this call, once that is known
 */
record AnswerHead(String callId, Header version, RateHeaders limits) {
  private static final String PROVIDER_PREFIX = "llm_provider-";

  /** What belongs to the provider's own connection, or would set its cookies on our clients. */
  private static final Set<String> NOT_PASSED =
      Set.of("connection", "keep-alive", "transfer-encoding", "upgrade", "trailer", "set-cookie");

  /** Of a call of which no limits are known yet. */
  AnswerHead(String callId, Header version) {
    this(callId, version, new RateHeaders());
  }

  /** Of a whole answer. */
  void answer(Served served, WritableHeaders<?> into) {
    served(served, into);
    into.set(Names.JSON);
  }

  /** Of a stream of events. */
  void stream(Served served, WritableHeaders<?> into) {
    served(served, into);
    into.set(Names.EVENTS).set(Names.NO_CACHE).set(Names.NO_BUFFERING);
  }

  /** Of any reply. */
  void identify(WritableHeaders<?> into) {
    into.set(Names.CALL_ID, callId).set(version);
    PlainHeaders.setAll(into, limits.all());
  }

  /** Of the error that says that nobody answered. */
  void refused(Refusal.ProviderFailed failed, WritableHeaders<?> into) {
    Refusal.ProviderFailed.Tried tried = failed.tried();
    PlainHeaders.set(into, Names.MODEL_GROUP, failed.group());
    into.set(HeaderValues.create(Names.RETRIES, tried.retries()))
        .set(HeaderValues.create(Names.FALLBACKS, tried.fallbacks()));
    String deployment = tried.deployment();
    if (deployment != null) {
      PlainHeaders.set(into, Names.MODEL_ID, deployment);
    }
    passOn(failed.providerHeaders(), into);
  }

  private void passOn(Map<String, String> provider, WritableHeaders<?> into) {
    limits.provider(provider);
    provider.forEach((name, value) -> {
      if (!NOT_PASSED.contains(name)) {
        PlainHeaders.set(into, PROVIDER_PREFIX + name, value);
      }
    });
  }

  private void served(Served served, WritableHeaders<?> into) {
    Route route = served.route();
    passOn(served.providerHeaders(), into);
    identify(into);
    PlainHeaders.set(into, Names.MODEL_ID, route.deployment());
    PlainHeaders.set(into, Names.MODEL_GROUP, route.group());
    PlainHeaders.set(into, Names.MODEL_NAME, route.provider() + "/" + route.model());
    into.set(HeaderValues.create(Names.RETRIES, served.retries()))
        .set(HeaderValues.create(Names.FALLBACKS, served.fallbacks()));
    Long cost = served.costNanoUsd();
    if (cost != null) {
      into.set(Names.COST, Money.usd(cost).toPlainString());
    }
    Served.Cached cached = served.cached();
    if (cached != null) {
      into.set(Names.CACHE_HIT)
          .set(Names.CACHE_KEY, cached.key())
          .set(HeaderValues.create(HeaderNames.AGE, cached.age().toSeconds()));
    }
  }
}
