package dev.weir.gateway.pipeline;

import dev.weir.gateway.core.Deployment;
import dev.weir.gateway.core.Failure;
import dev.weir.gateway.core.Failure.Kind;
import dev.weir.gateway.core.TraceContext;
import dev.weir.gateway.provider.Deadlines;
import dev.weir.gateway.provider.ProviderCall;
import dev.weir.gateway.provider.ProviderCalls;
import dev.weir.gateway.provider.ProviderException;
import dev.weir.gateway.provider.ProviderReply;
import dev.weir.gateway.routing.Pass;
import dev.weir.gateway.translate.Reply;
import dev.weir.gateway.translate.TranslatedRequest.Ready;
import dev.weir.gateway.translate.Translation;
import dev.weir.schemas.events.Outcome;
import dev.weir.schemas.events.Tokens;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The part of an attempt that talks to the provider. Decides what is billed, does not book it. */
final class Exchange {
  private static final int LARGEST_ANSWER = 64 << 20;
  private static final int LARGEST_ERROR = 256 << 10;
  private static final int OK = 200;
  private static final int FIRST_NOT_OK = 300;
  private static final Pattern COUNT = Pattern.compile("\\d{1,18}");
  private static final List<String> REMAINING_REQUESTS =
      List.of("x-ratelimit-remaining-requests", "anthropic-ratelimit-requests-remaining");
  private static final List<String> REMAINING_TOKENS =
      List.of("x-ratelimit-remaining-tokens", "anthropic-ratelimit-tokens-remaining");

  private final Stages stages;
  private final Call call;
  private final Hop hop;
  private final Deployment deployment;
  private final Turn turn;
  private final Pass pass;
  private final Translation translation;

  Exchange(Stages stages, Call call, Hop hop, Turn turn, Pass pass, Translation translation) {
    this.stages = stages;
    this.call = call;
    this.hop = hop;
    this.deployment = hop.candidate().deployment();
    this.turn = turn;
    this.pass = pass;
    this.translation = translation;
  }

  Ending run(Ready ready) {
    boolean stream = hop.request().stream();
    ProviderCall request;
    try {
      request =
          ProviderCalls.of(
              deployment,
              hop.request().protocol().mode(),
              stream,
              ready.body(),
              call.headers(),
              traceparent());
    } catch (IllegalArgumentException e) {
      return failed(failure(Kind.NOT_FOUND, "the deployment can't be called: " + e.getMessage()));
    }
    long start = stages.nanos().getAsLong();
    try (ProviderReply reply = send(request)) {
      countRemaining(reply.headers());
      if (reply.status() < OK || reply.status() >= FIRST_NOT_OK) {
        return refused(reply);
      }
      return stream && !isJson(reply) ? stream(ready, reply, start) : whole(ready, reply);
    } catch (ProviderException e) {
      return lost(ready, e);
    }
  }

  private @Nullable String traceparent() {
    TraceContext trace = call.trace();
    return trace == null ? null : trace.traceparent(hop.number());
  }

  private ProviderReply send(ProviderCall request) throws ProviderException {
    Deadlines deadlines = AttemptDeadlines.of(hop, call, stages.connect(), stages.idle());
    return stages.providers().send(request, deadlines, turn.cancellation());
  }

  private Ending refused(ProviderReply reply) {
    byte[] body;
    try {
      body = reply.readAll(LARGEST_ERROR);
    } catch (ProviderException e) {
      // The status says enough.
      body = new byte[0];
    }
    Failure failure =
        stages.errors().read(deployment.provider(), reply.status(), reply.headers(), body);
    return new Ending.Failed(failure, reply.headers(), Bill.nothing(failure));
  }

  private Ending stream(Ready ready, ProviderReply reply, long start) {
    var served =
        new Served(
            call.id(),
            deployment.route(),
            hop.retries(),
            hop.fallbacks(),
            null,
            reply.headers(),
            null);
    var translator =
        hop.splicing()
            .over(
                translation.stream(hop.request(), deployment.group()),
                hop.request().protocol(),
                deployment);
    return new StreamPump(reply, translator, turn, pass, served, ready, stages.nanos(), start)
        .run();
  }

  private Ending whole(Ready ready, ProviderReply reply) {
    byte[] body;
    try {
      body = reply.readAll(LARGEST_ANSWER);
    } catch (ProviderException e) {
      return turn.over()
          ? outrun(ready, reply.status())
          : interrupted(ready, reply.status(), Lost.of(call.id(), e), reply.headers());
    }
    return switch (translation.complete(body, deployment.group())) {
      case Reply.Answer answer when hop.request().stream() ->
          new Ending.Failed(
              failure(Kind.BROKEN_ANSWER, "the provider answered without a stream"),
              reply.headers(),
              Bill.partial(
                  Outcome.FAILED,
                  reply.status(),
                  "broken_answer",
                  answer.tokens(),
                  answer.usageKnown(),
                  body.length,
                  ready));
      case Reply.Answer answer -> answered(ready, reply, answer, body.length);
      case Reply.Broken(Failure failure, Tokens tokens, boolean known) ->
          new Ending.Failed(
              failure,
              reply.headers(),
              Bill.partial(
                  Outcome.FAILED,
                  reply.status(),
                  failure.code(),
                  tokens,
                  known,
                  body.length,
                  ready));
    };
  }

  /** In place of a stream that is an error, whatever the status says. */
  private static boolean isJson(ProviderReply reply) {
    return reply.headers().getOrDefault("content-type", "").startsWith("application/json");
  }

  private Ending answered(Ready ready, ProviderReply reply, Reply.Answer answer, long bytes) {
    if (!turn.claim()) {
      return new Ending.Over(
          Bill.partial(
              Outcome.CANCELLED,
              reply.status(),
              turn.reason(),
              answer.tokens(),
              answer.usageKnown(),
              bytes,
              ready));
    }
    return new Ending.Whole(
        answer.body(),
        reply.headers(),
        Bill.answered(reply.status(), answer.tokens(), answer.usageKnown(), ready));
  }

  /** It was cancelled before it said anything. What may have reached the provider is paid for. */
  private Ending outrun(Ready ready, int status) {
    return new Ending.Over(
        Bill.partial(Outcome.CANCELLED, status, turn.reason(), Tokens.NONE, false, 0, ready));
  }

  /** No answer came. What may have reached the provider is paid for. */
  private Ending lost(Ready ready, ProviderException e) {
    Failure failure = Lost.of(call.id(), e);
    if (turn.over()) {
      return e.sent() ? outrun(ready, 0) : new Ending.Over(Bill.unsent(turn.reason()));
    }
    return e.sent() ? interrupted(ready, 0, failure, Map.of()) : failed(failure);
  }

  private static Ending interrupted(
      Ready ready, int status, Failure failure, Map<String, String> headers) {
    Bill bill = Bill.partial(Outcome.FAILED, status, failure.code(), Tokens.NONE, false, 0, ready);
    return new Ending.Failed(failure, headers, bill);
  }

  private static Ending failed(Failure failure) {
    return new Ending.Failed(failure, Map.of(), Bill.nothing(failure));
  }

  private void countRemaining(Map<String, String> headers) {
    Long requests = count(headers, REMAINING_REQUESTS);
    if (requests != null) {
      stages
          .metrics()
          .remainingRequests(call.payer(), deployment.route(), deployment.apiBase(), requests);
    }
    Long tokens = count(headers, REMAINING_TOKENS);
    if (tokens != null) {
      stages
          .metrics()
          .remainingTokens(call.payer(), deployment.route(), deployment.apiBase(), tokens);
    }
  }

  private static @Nullable Long count(Map<String, String> headers, List<String> names) {
    for (String name : names) {
      String value = headers.get(name);
      if (value != null && COUNT.matcher(value).matches()) {
        return Long.valueOf(value);
      }
    }
    return null;
  }

  private static Failure failure(Kind kind, String message) {
    return new Failure(kind, 0, null, message, null, null);
  }
}
