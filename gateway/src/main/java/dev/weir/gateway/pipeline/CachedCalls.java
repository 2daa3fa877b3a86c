package dev.weir.gateway.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.gateway.api.Json;
import dev.weir.gateway.api.RequestFields;
import dev.weir.gateway.cache.CacheUse;
import dev.weir.gateway.cache.CachedAnswer;
import dev.weir.gateway.cache.ResponseCache;
import dev.weir.gateway.core.ClientRequest;
import dev.weir.gateway.core.Protocol;
import dev.weir.gateway.metrics.GatewayMetrics;
import dev.weir.schemas.events.CacheHit;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers calls from the response cache, and fills it with the answers of those that are made. */
final class CachedCalls {
  /** Fields that do not decide what is answered; the model is told apart from them. */
  private static final Set<String> NOT_ASKED =
      Set.of("model", "stream", "stream_options", "user", "safety_identifier", "metadata");

  private final ResponseCache cache;
  private final CachedReply reply;
  private final GatewayMetrics metrics;
  private final InstantSource clock;

  CachedCalls(ResponseCache cache, CachedReply reply, GatewayMetrics metrics, InstantSource clock) {
    this.cache = cache;
    this.reply = reply;
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * Gives a stored answer, or makes the call.
   *
   * @param make makes it for this client
   * @return what was done; null: a stored answer was refused
   */
  CallTrail.@Nullable View run(
      Call call, CacheUse use, Client client, Tally tally, Function<Client, CallTrail.View> make) {
    String key = key(call.request(), call.plan().group(), call.headers(), use);
    if (key == null) {
      return make.apply(client);
    }
    CachedAnswer found = use.reads() ? cache.find(key, use.maxAge()) : null;
    boolean leads = found == null && use.joins() && cache.lead(key);
    if (found == null && use.joins() && !leads) {
      found = cache.follow(key, call.patience());
    }
    return found == null
        ? make(call, use, key, leads, client, make)
        : reply.give(call, new Served.Cached(key, cache.age(found)), found, client, tally);
  }

  private CallTrail.View make(
      Call call,
      CacheUse use,
      String key,
      boolean leads,
      Client client,
      Function<Client, CallTrail.View> make) {
    Consumer<AnswerKeeper.Kept> keep =
        kept -> cache.keep(key, use.ttl(), kept.bytes(), () -> stored(kept));
    var keeper = new AnswerKeeper(client, call.request().protocol(), use.writes() ? keep : null);
    try {
      return make.apply(keeper);
    } finally {
      if (use.reads()) {
        metrics.cacheMissed(call.payer(), keeper.answered(), call.plan().group());
      }
      if (leads && !keeper.kept()) {
        cache.land(key);
      }
    }
  }

  private @Nullable CachedAnswer stored(AnswerKeeper.Kept kept) {
    Settled by = kept.settled();
    byte[] body = kept.whole();
    return body == null
        ? null
        : new CachedAnswer(
            clock.instant(), by.route(), new CacheHit(by.nanoUsd(), by.tokens()), body);
  }

  /** Null: such a request has no key. */
  static @Nullable String key(
      ClientRequest request, String group, Map<String, String> headers, CacheUse use) {
    try {
      if (!(Json.read(request.body()) instanceof ObjectNode body)) {
        return null;
      }
      Protocol protocol = request.protocol();
      body.properties().removeIf(field -> !isAsked(protocol, field.getKey(), field.getValue()));
      return use.key(
          List.of(
              protocol.name(),
              group,
              request.model(),
              headers.getOrDefault("anthropic-version", ""),
              headers.getOrDefault("anthropic-beta", "")),
          body);
    } catch (IOException _) {
      // A field inside is given twice: a provider may read the one or the other.
      return null;
    }
  }

  private static boolean isAsked(Protocol protocol, String field, JsonNode value) {
    return !value.isNull()
        && !NOT_ASKED.contains(field)
        && !RequestFields.isControl(protocol, field);
  }
}
