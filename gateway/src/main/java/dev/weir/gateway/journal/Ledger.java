package dev.weir.gateway.journal;

import dev.weir.schemas.events.AttemptStarted;
import dev.weir.schemas.events.EpochClosed;
import dev.weir.schemas.events.EpochOpened;
import dev.weir.schemas.events.SoftBudget;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger of one life (epoch) of a node: every attempt stands in its journal before the provider
 * is called, and in Kafka exactly once as readers see it, whatever is killed in between. No method
 * waits for Kafka but {@link #awaitOpened} and {@link #close}.
 */
public final class Ledger implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Ledger.class);

  private final LedgerSettings settings;
  private final InstantSource clock;
  private final Journal journal;
  private final JournalSync sync;
  private final Shipper shipper;
  private final EpochOpened epoch;
  private final AtomicLong attempts = new AtomicLong();
  private final Map<String, AttemptStarted> open = new ConcurrentHashMap<>();

  private Ledger(
      LedgerSettings settings,
      InstantSource clock,
      Journal journal,
      Shipper shipper,
      EpochOpened epoch) {
    this.settings = settings;
    this.clock = clock;
    this.journal = journal;
    this.shipper = shipper;
    this.epoch = epoch;
    this.sync = JournalSync.start(journal);
    shipper.start(journal);
  }

  /**
   * Opens the node's journal, ends what the last process on it left open, opens an epoch, and
   * begins to ship. Does not wait for Kafka.
   *
   * @throws JournalInUseException if another process has the journal
   * @throws IOException if the journal can't be read or written
   */
  public static Ledger open(LedgerSettings settings, InstantSource clock) throws IOException {
    return open(settings, clock, new KafkaSender(settings, clock));
  }

  static Ledger open(LedgerSettings settings, InstantSource clock, Shipper shipper)
      throws IOException {
    Journal journal =
        Journal.open(settings.directory(), settings.maxBytes(), settings.segmentBytes());
    try {
      EpochOpened epoch = new Epochs(journal, clock, settings.node()).succeed();
      return new Ledger(settings, clock, journal, shipper, epoch);
    } catch (IOException e) {
      journal.close();
      throw e;
    }
  }

  /** Id of the epoch: this life of the node. */
  public String epoch() {
    return epoch.epoch();
  }

  /** Records that an attempt is about to be sent. Only then it may be. Does no network I/O. */
  public Recording begin(AttemptDraft draft) {
    return begin(draft, List.of());
  }

  /**
   * The same.
   *
   * @param softBudgets that accounting is to count the attempt in
   */
  public Recording begin(AttemptDraft draft, List<SoftBudget> softBudgets) {
    String attempt = epoch() + "-" + attempts.incrementAndGet();
    Instant now = clock.instant();
    Recording recording = journal.start(seq -> started(seq, now, attempt, draft, softBudgets));
    if (recording instanceof Recording.Recorded(OpenAttempt begun)) {
      open.put(attempt, begun.started());
    }
    return recording;
  }

  /** The attempts that have not ended, in no order. */
  public List<AttemptStarted> open() {
    return List.copyOf(open.values());
  }

  private AttemptStarted started(
      long seq, Instant at, String attempt, AttemptDraft draft, List<SoftBudget> softBudgets) {
    return new AttemptStarted(
        journal.id(),
        seq,
        at,
        epoch(),
        attempt,
        draft.call(),
        draft.number(),
        draft.payer(),
        draft.route(),
        draft.estimateNanoUsd(),
        draft.holds(),
        softBudgets.isEmpty() ? null : softBudgets);
  }

  /**
   * Records how an attempt ended. There is always room for it. Never throws; a second finish of an
   * attempt is logged and changes nothing.
   */
  public void finish(OpenAttempt attempt, FinishDraft draft) {
    if (open.remove(attempt.id()) != null) {
      Instant now = clock.instant();
      journal.finish(seq -> Finishes.of(attempt.started(), seq, now, draft));
    } else {
      LOGGER.atError().addKeyValue("attempt", attempt.id()).log("Attempt finished twice");
    }
  }

  /**
   * Waits until the epoch's opening is acknowledged in every partition; before that no lease may be
   * asked for (quota-protocol.md, rule 2).
   *
   * @return false if it is not in time
   */
  public boolean awaitOpened(Duration wait) throws InterruptedException {
    return journal.cursor().await(epoch.seq() + 1, wait);
  }

  /** How it stands now. Cheap enough for every scrape and health check. */
  public LedgerState state() {
    Journal.State state = journal.state();
    long next = journal.cursor().next();
    return new LedgerState(
        state.bytes(),
        settings.maxBytes(),
        Math.max(0, state.nextSeq() - next),
        shipper.oldest(),
        state.openAttempts(),
        next > epoch.seq(),
        state.refusal(),
        shipper.lastError());
  }

  /**
   * Closes the epoch and ships the journal, for a bounded time: what Kafka has not taken by then
   * the next process on the journal ships. The leases must be out of use before, and every attempt
   * finished: if one is open the epoch stays open, and the next process ends both.
   */
  @Override
  public void close() {
    try {
      closeEpoch();
      if (!journal.cursor().await(journal.state().nextSeq(), settings.closeWait())) {
        LOGGER
            .atWarn()
            .addKeyValue("unacknowledged", state().unacknowledged())
            .log("Kafka has not taken the whole journal: the next start ships the rest");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      shipper.close();
      sync.close();
      closeJournal();
    }
  }

  private void closeEpoch() {
    LongFunction<EpochClosed> closed =
        seq -> new EpochClosed(journal.id(), seq, clock.instant(), epoch(), settings.node());
    if (!journal.closeEpoch(closed)) {
      LOGGER
          .atError()
          .addKeyValue("attempts", open.keySet())
          .log("Attempts are open at the stop: the next start closes them as orphans");
    }
  }

  private void closeJournal() {
    try {
      journal.close();
    } catch (IOException e) {
      LOGGER.error("The journal did not close", e);
    }
  }
}
