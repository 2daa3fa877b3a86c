package dev.weir.provider;

import java.time.InstantSource;

/** Everything that is written down about calls: bills, counts, the log of attempts. */
final class Books {

  private final Ledger ledger;
  private final Traffic traffic;
  private final AttemptLog attempts;
  private final InstantSource clock;

  Books(boolean recording, InstantSource clock) {
    this.ledger = new Ledger(recording);
    this.traffic = new Traffic(recording);
    this.attempts = new AttemptLog(recording, clock);
    this.clock = clock;
  }

  Ledger ledger() {
    return ledger;
  }

  Traffic traffic() {
    return traffic;
  }

  AttemptLog attempts() {
    return attempts;
  }

  /** Notes an error, or what a script puts in its place; to be called before it is sent. */
  void refused(String model, long attempt) {
    traffic.of(model).refused().increment();
    attempts.end(attempt, Attempt.Ending.REFUSED, null);
  }

  /** Notes that the client left before the first byte. */
  void abandoned(Exchange exchange) {
    traffic.of(exchange.call().model()).abandoned().increment();
    attempts.end(exchange.attempt(), Attempt.Ending.CANCELLED, null);
  }

  /** Files a bill for an answer, whole or in part; answers its sequence number. */
  long bill(
      Exchange exchange, Usage usage, Attempt.Ending ending, Bill.Outcome outcome, int chunks) {
    Call call = exchange.call();
    traffic.of(call.model()).billed().increment();
    attempts.end(exchange.attempt(), ending, usage);
    return ledger.add(
        new Bill(
            0,
            call.protocol(),
            call.deployment(),
            call.model(),
            Traffic.suffix(exchange.key()),
            exchange.requestId(),
            call.stream(),
            usage,
            outcome,
            chunks,
            exchange.startedAt(),
            clock.instant()));
  }

  /** Notes that the client left during the very last write. */
  void cancel(Exchange exchange, long bill) {
    ledger.cancel(bill);
    attempts.cancel(exchange.attempt());
  }

  void clear() {
    ledger.clear();
    traffic.clear();
    attempts.clear();
  }
}
