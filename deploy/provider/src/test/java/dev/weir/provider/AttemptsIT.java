package dev.weir.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.provider.Behaviour.Answer;
import dev.weir.provider.Behaviour.Hang;
import dev.weir.provider.Behaviour.Refuse;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When attempts came and what became of them; schedules over calls. */
class AttemptsIT {

  private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
  private static final String MODEL = "\"model\":\"gpt-4o\"";
  private static final Usage USAGE = Usage.of(10, 4);
  private static final Answer ANSWER = Answer.of(USAGE);

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final ScriptedProvider provider =
      ScriptedProvider.start(ANSWER, Settings.DEFAULTS, now::get);
  private final Client client = Client.of(provider.baseUri());

  @AfterEach
  void close() {
    client.close();
    provider.close();
  }

  @Test
  void tellsWhenEachAttemptCameAndWhatBecameOfIt() {
    provider.next("gpt-4o", 1, Refuse.status(429));
    client.chat(MODEL);
    now.set(START.plusMillis(2_100));
    client.chat(MODEL);

    assertThat(provider.attempts())
        .containsExactly(
            new Attempt(
                1,
                Protocol.OPENAI,
                "",
                "gpt-4o",
                false,
                START,
                START,
                Attempt.Ending.REFUSED,
                null),
            new Attempt(
                2,
                Protocol.OPENAI,
                "",
                "gpt-4o",
                false,
                START.plusMillis(2_100),
                START.plusMillis(2_100),
                Attempt.Ending.ANSWERED,
                USAGE));
  }

  @Test
  void tellsThatTheCallerLeft_andWhen() throws Exception {
    provider.script(new Hang());

    try (var _ = client.open(MODEL)) {
      await().until(() -> provider.attempts().size() == 1);
      assertThat(provider.attempts().getFirst().ending()).isEqualTo(Attempt.Ending.RUNNING);
      assertThat(provider.attempts().getFirst().endedAt()).isNull();
      now.set(START.plusSeconds(1));
    }

    await().until(() -> provider.attempts().getFirst().cancelled());
    assertThat(provider.attempts().getFirst().endedAt()).isEqualTo(START.plusSeconds(1));
    assertThat(provider.attempts().getFirst().billed()).isNull();
  }

  @Test
  void keepsAttemptsThatWereNotWellFormed() {
    client.post("/v1/chat/completions", "{", Client.OPENAI);

    assertThat(provider.attempts())
        .singleElement()
        .satisfies(it -> assertThat(it.ending()).isEqualTo(Attempt.Ending.REFUSED));
  }

  @Test
  void recoversAfterSoManyCalls() {
    provider.script(ANSWER.after(2, Refuse.status(500)));

    assertThat(statuses(5)).containsExactly(500, 500, 200, 200, 200);
  }

  @Test
  void flaps() {
    provider.script(ANSWER.flapping(2, 1, Refuse.status(503)));

    assertThat(statuses(6)).containsExactly(200, 200, 503, 200, 200, 503);
  }

  @Test
  void failsEverySecondCall_inABrownOut() {
    provider.script(ANSWER.brownOut(Refuse.status(529)));

    assertThat(statuses(4)).containsExactly(529, 200, 529, 200);
  }

  @Test
  void composesSchedulesAndFaults() {
    provider.script(
        ANSWER.after(1, Refuse.status(500)).after(1, ANSWER.delayedBy(Duration.ofMillis(1))));

    assertThat(statuses(3)).containsExactly(200, 500, 200);
  }

  private int[] statuses(int calls) {
    int[] statuses = new int[calls];
    for (int i = 0; i < calls; i++) {
      statuses[i] = client.chat(MODEL).statusCode();
    }
    return statuses;
  }
}
