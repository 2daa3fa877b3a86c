package dev.weir.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.cli.Weir;
import dev.weir.cli.terminal.Surroundings;
import dev.weir.cli.terminal.Terminal;
import dev.weir.provider.Behaviour;
import dev.weir.provider.Usage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The command for people, against a running Weir. */
final class WeirCommandIT {
  @RegisterExtension static final WholeSystem WEIR = new WholeSystem();

  private static final Calls.Request CALL = Calls.chat("gpt-4o", 10, "Hello");

  /** What a command did. */
  private record Ran(int status, String out, String err) {
    List<JsonNode> json() {
      return out.lines().map(Ran::parsed).toList();
    }

    private static JsonNode parsed(String line) {
      try {
        return Answer.JSON.readTree(line);
      } catch (JsonProcessingException e) {
        throw new AssertionError(line, e);
      }
    }
  }

  private static Ran weir(String in, String... arguments) {
    var environment = new HashMap<String, String>();
    environment.put("WEIR_URL", WEIR.a().master().base().toString());
    environment.put("WEIR_MASTER_KEY", Cluster.MASTER_KEY);
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var terminal =
        Terminal.of(
            new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), false, Map.of());
    var surroundings =
        new Surroundings(
            terminal,
            environment,
            Path.of("target"),
            new ByteArrayInputStream(in.getBytes(UTF_8)),
            InstantSource.system());
    int status = Weir.run(surroundings, arguments);
    return new Ran(status, out.toString(UTF_8), err.toString(UTF_8));
  }

  @Test
  void leadsAKeyThroughItsLife() {
    Ran made = weir("", "keys", "create", "--alias", "cli-key", "--team", "cli", "--budget", "5");
    String secret = made.out().strip();
    var key = new Node.Key(secret, "");

    assertThat(WEIR.a().as(key).post(CALL).status()).as(made.err()).isEqualTo(200);

    assertThat(weir(secret, "keys", "block", "-").err()).isEqualTo("weir: cli-key is blocked\n");
    assertThat(WEIR.a().as(key).post(CALL).status()).isEqualTo(401);
    assertThat(weir("", "keys", "--team", "cli", "--state", "blocked").out())
        .contains("cli-key", "$5.00", "blocked");

    weir("", "keys", "unblock", "cli-key");
    Ran renewed = weir("", "keys", "regenerate", "cli-key", "--grace", "1h");
    assertThat(WEIR.a().as(new Node.Key(renewed.out().strip(), "")).post(CALL).status())
        .isEqualTo(200);
    assertThat(WEIR.a().as(key).post(CALL).status()).isEqualTo(200);

    assertThat(weir("", "keys", "delete", "--yes", "cli-key").status()).isZero();
    assertThat(WEIR.a().as(key).post(CALL).status()).isEqualTo(401);
    Ran gone = weir("", "keys", "info", "cli-key");
    assertThat(gone.status()).isEqualTo(1);
    assertThat(gone.err()).isEqualTo("weir: no key `cli-key`\n");
  }

  @Test
  void showsWhatAKeySpent_toTheNanoDollar() {
    WEIR.provider().script(Behaviour.Answer.of(Usage.of(1000, 100)));
    Node.Key key = WEIR.a().mint(Map.of("key_alias", "cli-spender", "max_budget", 1));
    assertThat(WEIR.a().as(key).post(CALL).status()).isEqualTo(200);
    long billed = PriceTable.nanoUsd(WEIR.provider().ledger());

    await()
        .atMost(20, SECONDS)
        .untilAsserted(() ->
            assertThat(weir("", "keys", "info", "--json", "cli-spender").json())
                .singleElement()
                .satisfies(it -> {
                  assertThat(it.get("id").asText()).isEqualTo(key.id());
                  assertThat(it.get("spend_nano_usd").asLong()).isEqualTo(billed).isPositive();
                  assertThat(it.get("budget_nano_usd").asLong()).isEqualTo(1_000_000_000);
                  assertThat(it.get("state").asText()).isEqualTo("active");
                }));
  }

  @Test
  void saysWhichKeyIsNotAccepted() {
    Ran ran = weir("", "keys", "--key-file", "/dev/null");

    assertThat(ran.status()).isEqualTo(2);
  }
}
