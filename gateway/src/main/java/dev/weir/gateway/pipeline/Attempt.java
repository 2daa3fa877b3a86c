package dev.weir.gateway.pipeline;

import dev.weir.gateway.core.Admission;
import dev.weir.gateway.core.Deployment;
import dev.weir.gateway.core.Failure;
import dev.weir.gateway.core.Hold;
import dev.weir.gateway.core.Price;
import dev.weir.gateway.core.RateAdmission;
import dev.weir.gateway.core.RateFigures;
import dev.weir.gateway.core.RateHold;
import dev.weir.gateway.journal.AttemptDraft;
import dev.weir.gateway.journal.FinishDraft;
import dev.weir.gateway.journal.OpenAttempt;
import dev.weir.gateway.journal.Recording;
import dev.weir.gateway.metrics.AttemptFigures;
import dev.weir.gateway.routing.Pass;
import dev.weir.gateway.translate.TranslatedRequest;
import dev.weir.gateway.translate.TranslatedRequest.Ready;
import dev.weir.gateway.translate.Translation;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call to one deployment: translate, hold, record, send, settle. The hold ends once and the
 * attempt is finished once, whatever happens in between. One thread, one use.
 *
 * <p>The request is translated first because its bounds decide how much is held; translating has no
 * effect outside.
 */
final class Attempt {
  private static final Logger LOGGER = LoggerFactory.getLogger(Attempt.class);
  private static final Duration SOON = Duration.ofSeconds(1);

  private final Stages stages;
  private final Call call;
  private final Hop hop;
  private final Deployment deployment;
  private final Turn turn;
  private final Pass pass;
  private final Timeline timeline;
  private final Tally whole;
  private final Translation translation;

  /**
   * @param pass through the deployment's breaker; ended when {@link #run} returns or throws
   * @param whole of the call that it belongs to
   */
  Attempt(Stages stages, Call call, Hop hop, Turn turn, Pass pass, Timeline timeline, Tally whole) {
    this.stages = stages;
    this.call = call;
    this.hop = hop;
    this.deployment = hop.candidate().deployment();
    this.turn = turn;
    this.pass = pass;
    this.timeline = timeline;
    this.whole = whole;
    this.translation =
        Translation.between(hop.request().protocol(), hop.candidate(), stages.clock());
  }

  Result run() {
    try (pass) {
      return translated();
    }
  }

  private Result translated() {
    Boolean wanted = call.dropParams();
    boolean dropParams = wanted != null ? wanted : hop.candidate().dropParams();
    return switch (translation.request(hop.request(), deployment, dropParams)) {
      case TranslatedRequest.Unsupported(String field, String message) ->
          new Result.Unfit(new Refusal.BadRequest(field, message));
      case Ready ready -> priced(ready);
    };
  }

  private Result priced(Ready ready) {
    Price price = deployment.price();
    if (price == null && !call.budgets().isEmpty()) {
      return new Result.Unfit(new Refusal.Unpriced(deployment.group(), deployment.model()));
    }
    return limited(ready);
  }

  /** The deployment's own limits come before any money is held. */
  private Result limited(Ready ready) {
    long tokens = TokenEstimate.of(hop.request());
    return switch (stages.rates().admit(hop.candidate().rates(), tokens)) {
      case RateAdmission.Admitted(RateHold hold) -> {
        tell(hold.figures());
        try (var own = new Tally(hold)) {
          yield paid(ready, own);
        }
      }
      case RateAdmission.Limited(RateFigures _, Duration retryAfter) -> new Result.Full(retryAfter);
      case RateAdmission.Unavailable _ -> new Result.Full(SOON);
    };
  }

  private void tell(List<RateFigures> figures) {
    if (figures.isEmpty()) {
      return;
    }
    turn.limits(figures);
    for (RateFigures one : figures) {
      var metrics = stages.metrics();
      long left = one.remaining();
      switch (one.limit().unit()) {
        case REQUESTS ->
            metrics.remainingRequests(call.payer(), deployment.route(), deployment.apiBase(), left);
        case TOKENS ->
            metrics.remainingTokens(call.payer(), deployment.route(), deployment.apiBase(), left);
        case MAX_PARALLEL_REQUESTS -> {}
      }
    }
  }

  private Result paid(Ready ready, Tally own) {
    Price price = deployment.price();
    long estimate =
        price == null ? 0 : price.mostNanoUsd(ready.promptTokenBound(), ready.outputTokenBound());
    return switch (stages.budgets().admit(call.budgets(), estimate)) {
      case Admission.Admitted(Hold hold) -> wanted(ready, hold, estimate, own);
      case Admission.Exhausted by ->
          new Result.Refused(new Refusal.BudgetExhausted(call.caller(), by));
      case Admission.Busy by -> new Result.Refused(new Refusal.BudgetBusy(by));
      case Admission.Unavailable by -> new Result.Refused(new Refusal.BudgetUnavailable(by));
    };
  }

  /** A budget may have kept us waiting. */
  private Result wanted(Ready ready, Hold hold, long estimate, Tally own) {
    if (turn.over()) {
      hold.release();
      return new Result.Over();
    }
    return record(ready, hold, estimate, own);
  }

  private Result record(Ready ready, Hold hold, long estimate, Tally own) {
    Recording recording = new Recording.Full("the journal failed");
    try {
      recording =
          stages
              .log()
              .begin(
                  new AttemptDraft(
                      call.id(),
                      hop.number(),
                      call.payer(),
                      deployment.route(),
                      estimate,
                      hold.parts()));
    } finally {
      if (recording instanceof Recording.Full) {
        hold.release();
      }
    }
    return switch (recording) {
      case Recording.Full(String reason) -> new Result.Refused(new Refusal.JournalFull(reason));
      case Recording.Recorded(OpenAttempt open) -> {
        whole.made();
        own.made();
        yield send(ready, hold, estimate, open, own);
      }
    };
  }

  private Result send(Ready ready, Hold hold, long estimate, OpenAttempt open, Tally own) {
    long start = stages.nanos().getAsLong();
    // Stands if what follows throws: the provider may have written all that it was allowed to.
    Bill bill = Bill.worst(ready);
    Ending ending;
    Duration latency;
    try {
      ending = new Exchange(stages, call, hop, turn, pass, translation).run(ready);
      bill = ending.bill();
    } finally {
      latency = Duration.ofNanos(stages.nanos().getAsLong() - start);
      settle(hold, estimate, open, bill, latency);
      long tokens = TokenEstimate.used(bill, hop.request());
      whole.used(tokens);
      own.used(tokens);
    }
    own.close();
    report(ending, latency);
    return deliver(ending);
  }

  /** Tells routing how the provider did. */
  private void report(Ending ending, Duration latency) {
    switch (ending) {
      case Ending.Whole(byte[] _, Map<String, String> _, Bill bill) ->
          pass.answered(latency, null, bill.tokens());
      case Ending.Streamed(byte[] _, Bill bill) ->
          pass.answered(latency, bill.firstToken(), bill.tokens());
      case Ending.Cut(Failure failure, var _, Bill _) -> pass.failed(failure);
      case Ending.Failed(Failure failure, Map<String, String> _, Bill _) -> pass.failed(failure);
      case Ending.Over _ -> pass.cancelled();
    }
  }

  private Result deliver(Ending ending) {
    try {
      return switch (ending) {
        case Ending.Whole(byte[] body, Map<String, String> headers, Bill bill) -> {
          whole.close();
          settled(bill);
          turn.answer(served(bill, headers), body);
          yield new Result.Answered();
        }
        case Ending.Streamed(byte[] rest, Bill bill) -> {
          whole.close();
          settled(bill);
          turn.finish(rest);
          yield new Result.Answered();
        }
        case Ending.Over _ -> new Result.Over();
        case Ending.Cut(Failure failure, var partial, Bill bill) ->
            new Result.Cut(failure, partial, bill.tokens());
        case Ending.Failed(Failure failure, Map<String, String> headers, Bill _) ->
            new Result.Failed(failure, headers);
      };
    } catch (ClientGoneException e) {
      LOGGER.debug("call={} the client went away before the end", call.id());
      return new Result.Over();
    }
  }

  private Served served(Bill bill, Map<String, String> headers) {
    Price price = deployment.price();
    return new Served(
        call.id(),
        deployment.route(),
        hop.retries(),
        hop.fallbacks(),
        price == null ? null : bill.cost(price).totalNanoUsd(),
        headers,
        null);
  }

  /** Not of an answer that others began: it is nobody's alone. */
  private void settled(Bill bill) {
    if (hop.role() != TrailStep.Role.CONTINUATION) {
      long nanoUsd = bill.cost(deployment.price()).totalNanoUsd();
      turn.settled(new Settled(deployment.route(), hop.fallbacks(), bill.tokens(), nanoUsd));
    }
  }

  private void settle(Hold hold, long estimate, OpenAttempt open, Bill bill, Duration latency) {
    FinishDraft draft = bill.draft(deployment.price(), call.request().stream(), latency);
    long charged = draft.chargedNanoUsd();
    try {
      if (charged == 0) {
        hold.release();
      } else {
        hold.settle(charged);
      }
    } finally {
      stages.log().finish(open, draft);
    }
    count(bill, charged, latency);
    timeline.add(
        new TrailStep.Attempted(
            hop.number(),
            hop.role(),
            deployment.group(),
            deployment.id(),
            deployment.provider().label() + "/" + deployment.model(),
            timeline.now().minus(latency),
            hop.waited(),
            bill.outcome().name().toLowerCase(Locale.ROOT),
            bill.status(),
            bill.error(),
            estimate,
            charged,
            draft.tokens(),
            draft.cost(),
            bill.estimated(),
            latency,
            bill.firstToken()));
  }

  private void count(Bill bill, long charged, Duration latency) {
    Duration overhead = hop.number() == 1 ? timeline.now().minus(latency) : null;
    stages
        .metrics()
        .attempted(
            new AttemptFigures(
                call.payer(),
                deployment,
                call.plan().group(),
                bill.outcome(),
                bill.status(),
                bill.error(),
                bill.tokens(),
                charged,
                latency,
                bill.firstToken(),
                overhead));
  }
}
