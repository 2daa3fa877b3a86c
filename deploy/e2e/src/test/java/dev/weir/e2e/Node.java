package dev.weir.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.schemas.money.Money;
import java.util.Map;

/**
 * A gateway node in a process of its own.
 *
 * @param master a client with the master key
 */
record Node(ServiceProcess process, Api master) {
  private static final int MINT_TRIES = 5;

  /**
   * Returns if it is ready.
   *
   * @throws AssertionError if it is not, also if not yet for keys with budgets
   */
  void requireReady() {
    Answer readiness = readiness();
    assertThat(readiness.status()).as(readiness.text()).isEqualTo(200);
    assertThat(readiness.json().at("/budgets/ready").asBoolean()).as(readiness.text()).isTrue();
  }

  Answer readiness() {
    return master.as("").get("/health/readiness");
  }

  /** A new key, usable on this node; a 503, as on a Kafka that has just started, is waited out. */
  Key mint(Map<String, ?> terms) {
    Answer answer = master.post("/key/generate", terms);
    for (int i = 0; answer.status() == 503 && i < MINT_TRIES; i++) {
      answer = master.post("/key/generate", terms);
    }
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return new Key(answer.json().get("key").asText(), answer.json().get("token_id").asText());
  }

  /**
   * A virtual key.
   *
   * @param id what Weir's events call it
   */
  record Key(String secret, String id) {}

  /** What {@code /key/info} says that the key spent in its window, in nano-USD. */
  long spent(Key key) {
    Answer answer = master.get("/key/info?key=" + key.secret());
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return Money.nanosFromUsd(answer.json().at("/info/spend").decimalValue());
  }

  /** A client of this node with a virtual key. */
  Api as(Key key) {
    return master.as(key.secret());
  }
}
