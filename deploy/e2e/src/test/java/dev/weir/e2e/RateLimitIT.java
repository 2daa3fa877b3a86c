package dev.weir.e2e;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.provider.Behaviour;
import dev.weir.provider.Usage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Limits on requests, tokens and calls at the same time, kept by two nodes together. */
final class RateLimitIT {
  @RegisterExtension static final WholeSystem WEIR = new WholeSystem();

  private static final Calls.Request CALL = Calls.chat("gpt-4o", 10, "Hello");

  /** A key that both nodes know. */
  private static Node.Key key(Map<String, ?> terms) {
    Node.Key key = WEIR.a().mint(terms);
    await().atMost(5, SECONDS).until(() -> WEIR.b().as(key).get("/v1/models").status() == 200);
    return key;
  }

  @Test
  void letsInExactlyTheLimit_overBothNodes() {
    Node.Key key = key(Map.of("rpm_limit", 20));

    List<Answer> answers =
        Load.all(16, 200, i -> (i % 2 == 0 ? WEIR.a() : WEIR.b()).as(key).post(CALL));

    assertThat(answers.stream().filter(it -> it.status() == 200)).hasSize(20);
    assertThat(WEIR.provider().requests()).hasSize(20);
    assertThat(answers.stream().filter(it -> it.status() == 429))
        .hasSize(180)
        .allSatisfy(it -> {
          assertThat(it.header("rate_limit_type")).isEqualTo("requests");
          assertThat(it.header("x-ratelimit-remaining-requests")).isEqualTo("0");
          assertThat(Long.parseLong(it.header("retry-after"))).isBetween(1L, 62L);
        });
    assertThat(answers.stream().filter(it -> it.status() == 200))
        .allSatisfy(it -> assertThat(it.header("x-ratelimit-limit-requests")).isEqualTo("20"));
  }

  @Test
  void countsTheTokensThatWereUsed() {
    WEIR.provider().script(Behaviour.Answer.of(Usage.of(100, 20)));
    Node.Key key = key(Map.of("tpm_limit", 130));

    assertThat(WEIR.a().as(key).post(CALL).status()).isEqualTo(200);
    Answer refused = WEIR.a().as(key).post(Calls.chat("gpt-4o", 50, "Hello"));

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.error().get("type").asText()).isEqualTo("throttling_error");
    assertThat(refused.error().get("message").asText())
        .startsWith(
            "Rate limit exceeded for api_key. Limit type: tokens. Current limit: 130, Remaining: 10. Limit resets at: ");
  }

  @Test
  void runsOneCallAtATime_overBothNodes() throws IOException {
    WEIR.provider().script(Behaviour.Answer.of(Usage.of(10, 2_000)));
    Node.Key key = key(Map.of("max_parallel_requests", 1));

    var running = WEIR.a().as(key).open(Calls.chat("gpt-4o", 2_000, "Hello").streamed());
    try (var body = running.body()) {
      assertThat(body.readNBytes(100)).hasSize(100);
      Answer refused = WEIR.b().as(key).post(CALL);

      assertThat(refused.status()).as(refused.text()).isEqualTo(429);
      assertThat(refused.header("rate_limit_type")).isEqualTo("max_parallel_requests");
    }
    WEIR.provider().reset();
    await().atMost(20, SECONDS).until(() -> WEIR.b().as(key).post(CALL).status() == 200);
  }

  @Test
  void letsOneCallInAfterTheOther_whenOnlyOneMayRun() {
    Node.Key key = key(Map.of("max_parallel_requests", 1));

    for (int i = 0; i < 20; i++) {
      assertThat(WEIR.a().as(key).post(CALL).status()).as("call %d", i).isEqualTo(200);
    }
  }
}
