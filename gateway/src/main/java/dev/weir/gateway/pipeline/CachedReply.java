package dev.weir.gateway.pipeline;

import dev.weir.gateway.cache.CachedAnswer;
import dev.weir.gateway.core.Admission;
import dev.weir.gateway.core.ClientRequest;
import dev.weir.gateway.core.Hold;
import dev.weir.gateway.journal.AttemptDraft;
import dev.weir.gateway.journal.FinishDraft;
import dev.weir.gateway.journal.OpenAttempt;
import dev.weir.gateway.journal.Recording;
import dev.weir.gateway.translate.AnswerForms;
import dev.weir.schemas.events.CacheHit;
import dev.weir.schemas.events.Cost;
import dev.weir.schemas.events.Outcome;
import dev.weir.schemas.events.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a stored answer: what a call goes through but for the provider. It costs nothing, and is
 * only given to who could pay for it: a budget must have room for what the answer cost once.
 */
final class CachedReply {
  private static final Logger LOGGER = LoggerFactory.getLogger(CachedReply.class);
  private static final int OK = 200;

  private final Pipeline pipeline;
  private final Stages stages;

  CachedReply(Pipeline pipeline) {
    this.pipeline = pipeline;
    this.stages = pipeline.stages();
  }

  /** What was done; null: it was refused. */
  CallTrail.@Nullable View give(
      Call call, Served.Cached cached, CachedAnswer answer, Client client, Tally tally) {
    // An answer whose price is not known still needs a budget that is not used up.
    long estimate = Math.max(1, answer.paid().savedNanoUsd());
    return switch (stages.budgets().admit(call.budgets(), estimate)) {
      case Admission.Admitted(Hold hold) -> {
        hold.release();
        yield record(call, cached, answer, client, tally);
      }
      case Admission.Exhausted by ->
          refuse(call, new Refusal.BudgetExhausted(call.caller(), by), client);
      case Admission.Busy by -> refuse(call, new Refusal.BudgetBusy(by), client);
      case Admission.Unavailable by -> refuse(call, new Refusal.BudgetUnavailable(by), client);
    };
  }

  private CallTrail.@Nullable View refuse(Call call, Refusal refusal, Client client) {
    pipeline.refuse(call.id(), refusal, client);
    return null;
  }

  private CallTrail.@Nullable View record(
      Call call, Served.Cached cached, CachedAnswer answer, Client client, Tally tally) {
    var timeline = new Timeline(pipeline.trails().begin(call), stages.nanos());
    var draft = new AttemptDraft(call.id(), 1, call.payer(), answer.route(), 0, List.of());
    return switch (stages.log().begin(draft)) {
      case Recording.Full(String reason) -> refuse(call, new Refusal.JournalFull(reason), client);
      case Recording.Recorded(OpenAttempt open) -> {
        stages.log().finish(open, hit(call.request(), answer.paid(), timeline));
        tally.made();
        tally.close();
        count(call, cached, answer, timeline);
        send(call, cached, answer, client);
        yield timeline.view();
      }
    };
  }

  private static FinishDraft hit(ClientRequest request, CacheHit paid, Timeline timeline) {
    return new FinishDraft(
        Outcome.SUCCEEDED,
        OK,
        null,
        request.stream(),
        Tokens.NONE,
        Cost.NONE,
        0,
        "none",
        false,
        false,
        timeline.now(),
        null,
        paid);
  }

  private void count(Call call, Served.Cached cached, CachedAnswer answer, Timeline timeline) {
    String requested = call.plan().group();
    stages.metrics().cacheHit(call.payer(), answer.route(), requested, answer.paid());
    timeline.add(
        new TrailStep.Cached(
            answer.route().group(),
            answer.route().deployment(),
            timeline.now(),
            cached.age(),
            answer.paid().savedNanoUsd()));
    timeline.end("answered");
    CallLog.write(timeline.view());
  }

  private static void send(Call call, Served.Cached cached, CachedAnswer answer, Client client) {
    ClientRequest request = call.request();
    var served = new Served(call.id(), answer.route(), 0, 0, 0L, Map.of(), cached);
    try {
      if (request.stream()) {
        byte[] events =
            AnswerForms.stream(request.protocol(), answer.body(), request.includeUsage());
        client.begin(served);
        client.finish(events);
      } else {
        client.answer(served, answer.body());
      }
    } catch (ClientGoneException e) {
      LOGGER.debug("call={} the client went away before the end", call.id());
    } catch (IOException e) {
      throw new UncheckedIOException("a stored answer is JSON", e);
    }
  }
}
