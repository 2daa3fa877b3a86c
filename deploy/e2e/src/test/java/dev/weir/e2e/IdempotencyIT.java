package dev.weir.e2e;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.provider.Behaviour;
import dev.weir.provider.Script;
import dev.weir.provider.Usage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A call that a client named is made and billed once, whichever node its retries reach. */
final class IdempotencyIT {
  @RegisterExtension static final WholeSystem WEIR = new WholeSystem();

  private static final Calls.Request CALL = Calls.chat("gpt-4o", 20, "What is a weir?");

  private Node.Key key;

  @BeforeEach
  void mint() {
    key = WEIR.a().mint(Map.of("key_alias", "named-" + System.nanoTime(), "max_budget", 1));
    await().atMost(10, SECONDS).until(() -> WEIR.b().as(key).get("/v1/models").status() == 200);
  }

  private static Api named(Node node, Node.Key key) {
    return node.as(key).with("Idempotency-Key", "order 7");
  }

  private void assertBilledOnce() {
    assertThat(WEIR.provider().ledger()).hasSize(1);
    long billed = PriceTable.nanoUsd(WEIR.provider().ledger());
    await()
        .atMost(20, SECONDS)
        .untilAsserted(() -> assertThat(WEIR.a().spent(key)).isEqualTo(billed));
    assertThat(WEIR.cluster().ledger().finished(key)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void givesTheAnswerAgain_onBothNodes(boolean stream) {
    Calls.Request call = stream ? CALL.streamed() : CALL;
    Answer first = named(WEIR.a(), key).post(call);
    assertThat(first.status()).as(first.text()).isEqualTo(200);

    Answer same = named(WEIR.a(), key).post(call);
    Answer other = answerOf(WEIR.b(), call);

    for (Answer again : new Answer[] {same, other}) {
      assertThat(again.status()).as(again.text()).isEqualTo(200);
      assertThat(again.text()).isEqualTo(first.text());
      assertThat(again.header("x-weir-idempotent-replay")).isEqualTo("true");
      assertThat(again.header("x-litellm-call-id")).isEqualTo(first.header("x-litellm-call-id"));
      assertThat(again.header("content-type")).isEqualTo(first.header("content-type"));
    }
    assertBilledOnce();
  }

  /** The other node may hear of the end a moment later. */
  private Answer answerOf(Node node, Calls.Request call) {
    Answer answer = named(node, key).post(call);
    while (answer.status() == 409) {
      Load.waitAsAsked(answer);
      answer = named(node, key).post(call);
    }
    return answer;
  }

  @Test
  void joinsARunningCallOnItsNode_andIsToldToWaitOnAnother() throws IOException {
    WEIR.provider().script(Behaviour.Answer.of(Usage.of(10, 400)));
    Calls.Request call = Calls.chat("gpt-4o", 400, "Hello").streamed();
    var response = named(WEIR.a(), key).open(call);
    try (var body = response.body()) {
      String begun = new String(body.readNBytes(100), StandardCharsets.UTF_8);

      Answer elsewhere = named(WEIR.b(), key).post(call);
      Answer joined = named(WEIR.a(), key).post(call);

      assertThat(elsewhere.status()).as(elsewhere.text()).isEqualTo(409);
      assertThat(elsewhere.header("retry-after")).isEqualTo("1");
      assertThat(elsewhere.error().get("type").asText()).isEqualTo("idempotency_conflict");
      String rest = new String(body.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(joined.text()).isEqualTo(begun + rest).endsWith("data: [DONE]\n\n");
    }
    assertThat(answerOf(WEIR.b(), call).text()).endsWith("data: [DONE]\n\n");
    assertBilledOnce();
  }

  @Test
  void refusesAnotherRequestUnderTheKey_onAnyNode() {
    assertThat(named(WEIR.a(), key).post(CALL).status()).isEqualTo(200);

    Answer other = named(WEIR.b(), key).post(CALL.with("temperature", 1));

    assertThat(other.status()).as(other.text()).isEqualTo(422);
    assertThat(other.error().get("type").asText()).isEqualTo("idempotency_mismatch");
    assertBilledOnce();
  }

  @Test
  void makesTheCallOnTheOtherNode_whenItFailedOnTheFirst() {
    WEIR.provider().script(Behaviour.Refuse.status(400));
    assertThat(named(WEIR.a(), key).post(CALL).status()).isEqualTo(400);
    WEIR.provider().script(Script.seeded(7));

    Answer retry = answerOf(WEIR.b(), CALL);

    assertThat(retry.status()).as(retry.text()).isEqualTo(200);
    assertThat(retry.header("x-weir-idempotent-replay")).isEmpty();
    assertThat(WEIR.provider().ledger()).hasSize(1);
  }
}
