package dev.weir.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What the ledger keeps. */
class LedgerTest {

  @Test
  void keepsTheNewest_whenItIsFull() {
    Ledger ledger = new Ledger(true);

    for (int i = 0; i < Ledger.CAPACITY + 3; i++) {
      ledger.add(bill());
    }

    assertThat(ledger.size()).isEqualTo(Ledger.CAPACITY + 3L);
    assertThat(ledger.bills()).hasSize(Ledger.CAPACITY);
    assertThat(ledger.bills().getFirst().sequence()).isEqualTo(4);
    assertThat(ledger.bills().getLast().sequence()).isEqualTo(Ledger.CAPACITY + 3L);
  }

  @Test
  void neverReusesASequence_whenCleared() {
    Ledger ledger = new Ledger(true);
    long first = ledger.add(bill());

    ledger.clear();
    ledger.cancel(first);
    ledger.add(bill());

    assertThat(ledger.bills())
        .singleElement()
        .satisfies(b -> assertThat(b.sequence()).isEqualTo(2));
    assertThat(ledger.size()).isEqualTo(1);
  }

  @Test
  void notesACancellation() {
    Ledger ledger = new Ledger(true);
    ledger.add(bill());
    long second = ledger.add(bill());

    ledger.cancel(second);

    assertThat(ledger.bills()).extracting(Bill::cancelled).containsExactly(false, true);
  }

  @Test
  void keepsOnlyTheCount_whenNotRecording() {
    Ledger ledger = new Ledger(false);

    long sequence = ledger.add(bill());
    ledger.cancel(sequence);

    assertThat(ledger.bills()).isEmpty();
    assertThat(ledger.size()).isEqualTo(1);
  }

  private static Bill bill() {
    return new Bill(
        0,
        Protocol.OPENAI,
        "",
        "m",
        "1234",
        "req_1",
        false,
        Usage.of(1, 1),
        Bill.Outcome.FINISHED,
        0,
        Instant.EPOCH,
        Instant.EPOCH);
  }
}
