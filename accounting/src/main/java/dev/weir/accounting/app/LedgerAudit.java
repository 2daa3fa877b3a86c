package dev.weir.accounting.app;

import dev.weir.accounting.fold.Drift;
import dev.weir.accounting.fold.Spender;
import dev.weir.accounting.redis.BudgetBoard;
import dev.weir.accounting.redis.RedisTotals;
import dev.weir.accounting.topology.Books;
import dev.weir.schemas.redis.RedisUnavailableException;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares the ledger's books again and again, in a thread of its own. */
final class LedgerAudit implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(LedgerAudit.class);
  private static final Duration STOP = Duration.ofSeconds(2);

  private final Books books;
  private final RedisTotals redis;
  private final BudgetBoard board;
  private final Thread thread;
  private volatile Report report = Report.NONE;
  private Drift.@Nullable Look last;

  /**
   * What came of the last look.
   *
   * @param attempts what all attempts cost, in nano-USD
   * @param looks how many there were
   */
  record Report(Drift drift, long attempts, long looks) {
    static final Report NONE = new Report(Drift.UNKNOWN, 0, 0);
  }

  LedgerAudit(Books books, RedisTotals redis, BudgetBoard board, Duration every) {
    this.books = books;
    this.redis = redis;
    this.board = board;
    this.thread = Thread.ofPlatform().daemon().name("weir-audit").unstarted(() -> run(every));
  }

  LedgerAudit start() {
    thread.start();
    return this;
  }

  Report report() {
    return report;
  }

  private void run(Duration every) {
    try {
      while (true) {
        Thread.sleep(every);
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    try {
      Drift.Look now = read();
      Drift drift = last == null ? Drift.UNKNOWN : Drift.between(last, now);
      last = now;
      report = new Report(drift, Drift.keys(now.after()), report.looks() + 1);
      if (drift.redis().orElse(0) != 0 || drift.totals().orElse(0) != 0) {
        LOGGER
            .atError()
            .addKeyValue("redisNanoUsd", drift.redis())
            .addKeyValue("totalsNanoUsd", drift.totals())
            .log("the ledger's books differ");
      }
    } catch (InvalidStateStoreException e) {
      LOGGER.debug("tasks move: no look at the books", e);
      forget();
    } catch (RuntimeException e) {
      LOGGER.warn("the books can't be compared", e);
      forget();
    }
  }

  /** An old answer would look like a new one. */
  private void forget() {
    last = null;
    report = new Report(Drift.UNKNOWN, report.attempts(), report.looks());
  }

  private Drift.Look read() {
    Map<Spender, Long> before = books.attempts();
    Map<Spender, Long> there = redis(before);
    Long totals = books.totals();
    return new Drift.Look(before, there, totals, books.attempts());
  }

  private @Nullable Map<Spender, Long> redis(Map<Spender, Long> spenders) {
    if (!board.state().ready()) {
      return null;
    }
    try {
      Map<Spender, Long> there = redis.read(spenders.keySet());
      return board.state().ready() ? there : null;
    } catch (RedisUnavailableException e) {
      return null;
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(STOP);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
