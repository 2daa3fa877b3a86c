package dev.weir.accounting.topology;

import dev.weir.accounting.fold.Account;
import dev.weir.accounting.fold.Fact;
import dev.weir.accounting.fold.Facts;
import dev.weir.accounting.fold.Orphan;
import dev.weir.accounting.fold.Signal;
import dev.weir.accounting.fold.Signals;
import dev.weir.accounting.fold.Tally;
import dev.weir.accounting.fold.WindowSpend;
import dev.weir.accounting.redis.Rewrite;
import dev.weir.accounting.redis.RowState;
import dev.weir.accounting.redis.TaskBoard;
import dev.weir.schemas.events.AttemptFinished;
import dev.weir.schemas.events.AttemptStarted;
import dev.weir.schemas.events.BudgetHold;
import dev.weir.schemas.events.BudgetLevel;
import dev.weir.schemas.events.EpochAbandoned;
import dev.weir.schemas.events.EpochClosed;
import dev.weir.schemas.events.EpochOpened;
import dev.weir.schemas.events.LogEvent;
import dev.weir.schemas.events.Payer;
import dev.weir.schemas.events.SoftBudget;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folds one partition of the attempt topic: drops what was seen, pairs starts with finishes, keeps
 * the spend of budget windows, tells Redis, and sends on what counts for totals, added up over a
 * moment. What it comes to is a pure function of the log; a clock decides only when totals hear.
 */
final class AttemptFold implements Processor<String, byte[], String, Emission> {
  private static final Logger LOGGER = LoggerFactory.getLogger(AttemptFold.class);
  private static final Duration TIDY = Duration.ofDays(1);
  private static final Duration KEEP_WINDOWS = Duration.ofDays(90);
  private static final Duration REWRITE_CHECK = Duration.ofMillis(200);

  /** As often as Streams commits: what is sent on is not visible before. */
  private static final Duration ADD_UP = Duration.ofMillis(100);

  private final Facts facts;
  private final Signals signals;
  private final IntFunction<TaskBoard> boards;

  private ProcessorContext<String, Emission> context;
  private DeadLetters deadLetters;
  private Recalled<Long> journals;
  private Recalled<AttemptStarted> attempts;
  private KeyValueStore<String, Long> position;
  private WindowBook windows;
  private EpochBook epochs;
  private OwnerBook owners;
  private TallyBook tallies;
  private TaskBoard board;
  private Sensor repeated;
  private Sensor orphans;
  private Sensor unstarted;

  @SuppressWarnings("NullAway.Init") // Streams calls init before process
  AttemptFold(Facts facts, Signals signals, IntFunction<TaskBoard> boards) {
    this.facts = facts;
    this.signals = signals;
    this.boards = boards;
  }

  @Override
  public void init(ProcessorContext<String, Emission> context) {
    this.context = context;
    deadLetters = new DeadLetters(context);
    journals = new Recalled<>(context.getStateStore(Stores.JOURNALS));
    attempts = new Recalled<>(context.getStateStore(Stores.ATTEMPTS));
    position = context.getStateStore(Stores.POSITION);
    epochs = new EpochBook(context);
    windows = new WindowBook(context, spend -> row(spend, offset()));
    owners = new OwnerBook(context);
    tallies = new TallyBook(context);
    repeated = TaskCount.of(context, "repeated");
    orphans = TaskCount.of(context, "orphans");
    unstarted = TaskCount.of(context, "unstarted");
    board = boards.apply(context.taskId().partition());
    context.schedule(REWRITE_CHECK, PunctuationType.WALL_CLOCK_TIME, now -> rewriteIfDue());
    context.schedule(ADD_UP, PunctuationType.WALL_CLOCK_TIME, now -> tallies.drain(this::sendOn));
    context.schedule(TIDY, PunctuationType.STREAM_TIME, this::tidy);
  }

  @Override
  public void process(Record<String, byte[]> message) {
    LogEvent event = deadLetters.read(message, LogEvent.class);
    if (event != null && isNew(event)) {
      fold(event, message.timestamp());
    }
    position.put(Stores.LAST, offset());
  }

  private boolean isNew(LogEvent event) {
    Long seen = journals.get(event.journal());
    if (seen != null && event.seq() <= seen) {
      repeated.record();
      return false;
    }
    journals.put(event.journal(), event.seq());
    return true;
  }

  private void fold(LogEvent event, long atMillis) {
    switch (event) {
      case AttemptStarted started -> {
        attempts.put(started.attempt(), started);
        windows.started(started);
      }
      case AttemptFinished finished -> finish(finished, atMillis);
      case EpochOpened opened -> {
        epochs.opened(opened.epoch());
        board.epochs(epochs.all(), offset());
        life(new Signal.Opened(opened.at(), opened.epoch(), opened.node()), atMillis);
      }
      case EpochClosed closed -> end(closed, atMillis);
      case EpochAbandoned abandoned -> {
        orphans(abandoned).forEach(orphan -> finish(orphan, atMillis));
        end(abandoned, atMillis);
      }
    }
  }

  private void finish(AttemptFinished finished, long atMillis) {
    AttemptStarted started = attempts.get(finished.attempt());
    List<BudgetHold> holds = started == null ? List.of() : started.holds();
    List<SoftBudget> soft = started == null ? null : started.softBudgets();
    if (started == null) {
      unstarted.record();
      LOGGER.warn("attempt={} finished without a start in this partition", finished.attempt());
    } else {
      attempts.remove(finished.attempt());
      windows.finished(started, finished.chargedNanoUsd());
    }
    Payer payer = finished.payer();
    spend(BudgetLevel.KEY, payer.keyId(), finished.chargedNanoUsd());
    if (payer.team() != null) {
      spend(BudgetLevel.TEAM, payer.team(), finished.chargedNanoUsd());
    }
    if (payer.user() != null) {
      spend(BudgetLevel.USER, payer.user(), finished.chargedNanoUsd());
    }
    String member = payer.member();
    if (member != null) {
      spend(BudgetLevel.TEAM_MEMBER, member, finished.chargedNanoUsd());
    }
    tallies.add(
        facts.account(finished, holds, soft == null ? List.of() : soft), Facts.tally(finished));
    signals.of(finished).forEach(signal -> notice(signal, atMillis));
  }

  private void sendOn(Account account, Tally tally) {
    account.facts(tally).forEach(fact -> emit(fact, tally.at()));
  }

  private void spend(BudgetLevel level, String owner, long nanoUsd) {
    OwnerBook.Owner spender = new OwnerBook.Owner(level, owner);
    board.total(level, owner, owners.add(spender, nanoUsd), offset());
  }

  private void emit(Fact fact, Instant at) {
    context.forward(new Record<>(fact.subject(), new Emission.Of(fact), at.toEpochMilli()));
  }

  /** What concerns a whole epoch stands in every partition, and is told of once. */
  private void life(Signal signal, long atMillis) {
    if (context.taskId().partition() == 0) {
      notice(signal, atMillis);
    }
  }

  /** With the log's own time, which is on-call's clock. */
  private void notice(Signal signal, long atMillis) {
    context.forward(new Record<>(signal.subject(), new Emission.Noticed(signal), atMillis));
  }

  private void end(LogEvent event, long atMillis) {
    String epoch = event.epoch();
    windows.ended(epoch);
    epochs.ended(epoch, atMillis);
    board.epochs(epochs.all(), offset());
    life(new Signal.Ended(event.at(), epoch), atMillis);
  }

  /** What an abandoned epoch left open costs its hold: nobody will ever tell better. */
  private List<AttemptFinished> orphans(EpochAbandoned abandoned) {
    List<AttemptFinished> left = new ArrayList<>();
    String prefix = abandoned.epoch();
    try (var open = attempts.range(prefix, prefix + Character.MAX_VALUE)) {
      while (open.hasNext()) {
        AttemptStarted started = open.next().value;
        if (started.epoch().equals(abandoned.epoch())) {
          orphans.record();
          left.add(Orphan.of(started, abandoned));
        }
      }
    }
    return left;
  }

  private void tidy(long streamMillis) {
    windows.forgetBefore(streamMillis - KEEP_WINDOWS.toMillis());
    epochs.forgetBefore(streamMillis);
  }

  private long offset() {
    return context.recordMetadata().map(RecordMetadata::offset).orElse(-1L);
  }

  private void row(WindowSpend spend, long offset) {
    List<RowState.EpochSpend> open = new ArrayList<>();
    spend
        .epochs()
        .forEach((epoch, part) ->
            open.add(
                new RowState.EpochSpend(epoch, part.runningNanoUsd(), part.finishedNanoUsd())));
    board.row(spend.budget(), new RowState(spend.pastNanoUsd(), open), offset);
  }

  private void rewriteIfDue() {
    Long last = position.get(Stores.LAST);
    long offset = last == null ? -1 : last;
    board.rewriteDue(offset + 1).ifPresent(rewrite -> rewrite(rewrite, offset));
  }

  private void rewrite(Rewrite rewrite, long offset) {
    windows.forEach(spend -> row(spend, offset));
    owners.forEach((owner, nanoUsd) -> board.total(owner.level(), owner.id(), nanoUsd, offset));
    board.rewritten(rewrite, epochs.all(), offset);
  }

  @Override
  public void close() {
    board.close();
  }
}
