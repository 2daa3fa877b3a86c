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
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

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
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int status = run(in, new PrintStream(out, true, UTF_8), err, arguments);
    return new Ran(status, out.toString(UTF_8), err.toString(UTF_8));
  }

  private static int run(
      String in, PrintStream out, ByteArrayOutputStream err, String... arguments) {
    WeirLedger ledger = WEIR.cluster().ledger();
    var environment = new HashMap<String, String>();
    environment.put("WEIR_URL", WEIR.a().master().base().toString());
    environment.put("WEIR_MASTER_KEY", Cluster.MASTER_KEY);
    if (!arguments[0].equals("keys")) {
      environment.put("KAFKA_BOOTSTRAP_SERVERS", ledger.bootstrapServers());
      environment.put("WEIR_KAFKA_TOPIC_PREFIX", ledger.topics().prefix());
    }
    var surroundings =
        new Surroundings(
            Terminal.of(out, new PrintStream(err, true, UTF_8), false, Map.of()),
            environment,
            Path.of("target"),
            new ByteArrayInputStream(in.getBytes(UTF_8)),
            InstantSource.system(),
            ZoneOffset.UTC);
    return Weir.run(surroundings, arguments);
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
  void takesAKeyOverFromLitellm_byItsHash() throws Exception {
    String secret = "sk-of-litellm-0123456789";
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(UTF_8));
    String row =
        "{\"token\": \"%s\", \"key_name\": \"sk-...6789\", \"key_alias\": \"cli-taken\"}"
            .formatted(HexFormat.of().formatHex(hash));

    Ran first = weir(row, "keys", "import", "-");
    Ran again = weir(row, "keys", "import", "-");

    assertThat(first.out()).contains("cli-taken", "imported");
    assertThat(again.status()).isZero();
    assertThat(again.out()).contains("is there already");
    assertThat(WEIR.a().as(new Node.Key(secret, "")).post(CALL).status()).isEqualTo(200);
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
  void addsUpTheLedger_byModelOfATeam() {
    WEIR.provider().script(Behaviour.Answer.of(Usage.of(1000, 100)));
    Node.Key key = WEIR.a().mint(Map.of("key_alias", "cli-ledger", "team_id", "cli-ledger-team"));
    assertThat(WEIR.a().as(key).post(CALL).status()).isEqualTo(200);
    long billed = PriceTable.nanoUsd(WEIR.provider().ledger());

    await()
        .atMost(20, SECONDS)
        .untilAsserted(() -> {
          Ran ran = weir("", "spend", "--by", "model", "--team", "cli-ledger-team", "--json");
          assertThat(ran.json())
              .as(ran.err())
              .singleElement()
              .satisfies(it -> {
                assertThat(it.get("id").asText()).isEqualTo("openai/gpt-4o");
                assertThat(it.get("requests").asLong()).isEqualTo(1);
                assertThat(it.get("prompt_tokens").asLong()).isEqualTo(1000);
                assertThat(it.get("spend_nano_usd").asLong()).isEqualTo(billed).isPositive();
              });
        });
    assertThat(weir("", "spend", "--since", "today", "--by", "key").out()).contains("cli-ledger");
  }

  /** Somebody who reads a stream and then goes away. */
  private static final class Reader extends PrintStream {
    private final ByteArrayOutputStream read;
    private volatile boolean gone;

    Reader() {
      this(new ByteArrayOutputStream());
    }

    private Reader(ByteArrayOutputStream read) {
      super(read, true, UTF_8);
      this.read = read;
    }

    @Override
    public boolean checkError() {
      return gone;
    }
  }

  @Test
  void followsTheCallsOfAKey_untilNobodyReads() throws Exception {
    Node.Key key = WEIR.a().mint(Map.of("key_alias", "cli-tail", "team_id", "cli-tail-team"));
    Node.Key other = WEIR.a().mint(Map.of("key_alias", "cli-tail-other"));
    var reader = new Reader();
    var err = new ByteArrayOutputStream();
    var status =
        CompletableFuture.supplyAsync(
            () -> run("", reader, err, "tail", "--since", "1m", "--key", "cli-tail"));

    assertThat(WEIR.a().as(other).post(CALL).status()).isEqualTo(200);
    assertThat(WEIR.a().as(key).post(CALL).status()).isEqualTo(200);

    await().atMost(20, SECONDS).until(() -> reader.read.size() > 0);
    reader.gone = true;
    assertThat(status.get(20, SECONDS)).isZero();
    assertThat(err.toString(UTF_8)).isEmpty();
    assertThat(reader.read.toString(UTF_8))
        .matches(
            "\\d\\d:\\d\\d:\\d\\d  cli-tail / cli-tail-team +gpt-4o → openai/gpt-4o"
                + " \\([0-9a-f]{6}\\) +200 +[0-9.]+ m?s +[0-9]+\\+10 +\\$0\\.000[0-9]+\\n");
  }

  @Test
  void saysWhichKeyIsNotAccepted(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("key"), "sk-nobody-1234567");

    Ran ran = weir("", "keys", "--key-file", file.toString());

    assertThat(ran.status()).isEqualTo(4);
    assertThat(ran.err()).contains("does not accept the key from " + file).doesNotContain("nobody");
  }
}
