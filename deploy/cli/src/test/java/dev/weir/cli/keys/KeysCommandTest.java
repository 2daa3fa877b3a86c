package dev.weir.cli.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.terminal.Captured;
import dev.weir.cli.terminal.CommandFailure;
import dev.weir.cli.terminal.OutputOptions;
import dev.weir.cli.terminal.Surroundings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class KeysCommandTest {
  private static final String A = "a1".repeat(32);
  private static final String B = "b2".repeat(32);
  private static final String C = "a1b2".repeat(16);

  private static final CannedGateway GATEWAY =
      new CannedGateway(
          """
          [{"token": "%s", "key_name": "sk-...aaaa", "key_alias": "checkout", "team_id": "t-1",
            "team_alias": "payments", "user_id": "ada", "models": ["gpt-4o", "openai/*"],
            "spend": 41.3000000005, "total_spend": 120, "max_budget": 50.0,
            "budget_duration": "30d", "budget_reset_at": "2026-12-31T00:00:00Z", "expires": null,
            "created_at": "2026-11-01T08:00:00.123Z", "rpm_limit": 100, "blocked": false},
           {"token": "%s", "key_name": "sk-...bbbb", "key_alias": null, "team_id": null,
            "spend": null, "max_budget": null, "expires": "2026-12-01T11:00:00Z",
            "created_at": "2026-11-02T08:00:00Z", "blocked": false, "models": []},
           {"token": "%s", "key_name": "sk-...cccc", "key_alias": "evil\\u001b[2J", "team_id": "t-2",
            "spend": 0.0000123, "max_budget": 0.00001, "expires": null,
            "created_at": "2026-11-03T08:00:00Z", "blocked": false, "models": []}]
          """
              .formatted(A, B, C));

  private final Captured captured = new Captured();

  private int run(String... arguments) {
    return run(captured.piped(Map.of(), ""), GATEWAY, arguments);
  }

  private static int run(Surroundings surroundings, CannedGateway gateway, String... arguments) {
    var output = new OutputOptions();
    CommandLine line =
        KeysCommand.commandLine(new Keys(surroundings, output, () -> gateway))
            .addMixin("output", output);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler((e, _, _) -> {
      surroundings.terminal().note(e.getMessage());
      return e instanceof CommandFailure failure ? failure.status().code() : -1;
    });
    return line.execute(arguments);
  }

  @Test
  void listsTheKeysOfAllPages() {
    int status = run();

    assertThat(status).isZero();
    assertThat(captured.out())
        .isEqualTo(
            """
            ALIAS          KEY         TEAM          SPEND     BUDGET   USED  RESETS   EXPIRES     STATE    ID
            checkout       sk-...aaaa  payments     $41.30     $50.00   82 %  in 29 d  -           active   a1a1a1a1a1a1
            -              sk-...bbbb  -                 ?          -      -  -        60 min ago  expired  b2b2b2b2b2b2
            evil\\u001b[2J  sk-...cccc  t-2       $0.000012  $0.000010  123 %  -        -           spent    a1b2a1b2a1b2
            """);
  }

  @Test
  void fitsANarrowTerminal() {
    run(captured.shown(60, ""), GATEWAY);

    assertThat(captured.out())
        .isEqualTo(
            """
            ALIAS              SPEND     BUDGET   USED  STATE
            checkout          $41.30     $50.00   82 %  active
            -                      ?          -      -  expired
            evil\\u001b[2J  $0.000012  $0.000010  123 %  spent
            (no room for: KEY, TEAM, RESETS, EXPIRES, ID)
            """);
  }

  @Test
  void isOneExactObjectAKey_forPrograms() {
    run("--json", "--over", "80%");

    assertThat(captured.out())
        .isEqualTo(
            """
            {"id":"a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1","name":"sk-...aaaa","alias":"checkout","team":"t-1","team_alias":"payments","user":"ada","state":"active","models":["gpt-4o","openai/*"],"spend_nano_usd":41300000000,"total_spend_nano_usd":120000000000,"budget_nano_usd":50000000000,"soft_budget_nano_usd":null,"budget_period":"30d","resets_at":"2026-12-31T00:00:00Z","expires_at":null,"created_at":"2026-11-01T08:00:00.123Z","rpm_limit":100,"tpm_limit":null,"max_parallel_requests":null}
            {"id":"a1b2a1b2a1b2a1b2a1b2a1b2a1b2a1b2a1b2a1b2a1b2a1b2a1b2a1b2a1b2a1b2","name":"sk-...cccc","alias":"evil\\u001B[2J","team":"t-2","team_alias":null,"user":null,"state":"spent","models":[],"spend_nano_usd":12300,"total_spend_nano_usd":null,"budget_nano_usd":10000,"soft_budget_nano_usd":null,"budget_period":null,"resets_at":null,"expires_at":null,"created_at":"2026-11-03T08:00:00Z","rpm_limit":null,"tpm_limit":null,"max_parallel_requests":null}
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--team payments         | a",
        "--team t-2              | c",
        "--user ada              | a",
        "--over 80               | a c",
        "--over 100              | c",
        "--state expired,spent   | b c",
        "--sort spend            | a c b",
        "--sort alias            | a c b",
        "--sort used             | c a b",
        "--sort created --reverse | c b a",
      })
  void selectsAndSorts(String options, String expected) {
    run(("list --json " + options).split(" "));

    assertThat(captured.out().lines().map(line -> line.replaceAll(".*sk-\\.\\.\\.(.).*", "$1")))
        .containsExactly(expected.split(" "));
  }

  @ParameterizedTest
  @CsvSource({"checkout", "a1a1a1", "sk-...aaaa"})
  void findsAKey(String name) {
    run("info", name);

    assertThat(captured.out())
        .isEqualTo(
            """
            alias         checkout
            key           sk-...aaaa
            id            a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1
            state         active
            team          payments (t-1)
            user          ada
            models        gpt-4o, openai/*
            spend         $41.30
            spend ever    $120.00
            budget        $50.00
            used          82 %
            soft budget   -
            period        30d
            resets        2026-12-31T00:00:00Z (in 29 d)
            expires       -
            created       2026-11-01T08:00:00Z (30 d ago)
            requests/min  100
            tokens/min    -
            in parallel   -
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nothing    | 1 | weir: no key `nothing`",
        "cafe00     | 1 | weir: no key `cafe00`",
        "sk-abcdefgh | 2 | weir: a key as an argument stands in the process list",
      })
  void saysWhatIsWrongWithAName(String name, int status, String message) {
    assertThat(run("block", name)).isEqualTo(status);
    assertThat(captured.err()).startsWith(message).doesNotContain("abcdefgh");
  }

  @Test
  void tellsWhichKeysAreMeant_whenTheirIdsBeginTheSame() {
    String one = "a".repeat(64);
    String other = "a".repeat(63) + "b";
    var gateway = new CannedGateway("[{'token': '%s'}, {'token': '%s'}]".formatted(one, other));

    int status = run(captured.piped(Map.of(), ""), gateway, "info", "aaaaaa");

    assertThat(status).isEqualTo(1);
    assertThat(captured.err())
        .isEqualTo("weir: 2 keys are `aaaaaa`; their ids are " + one + ", " + other + "\n");
  }

  @Test
  void printsANewKeyAlone() {
    var gateway =
        new CannedGateway("[]")
            .answering(
                "/key/generate", "{'key': 'sk-new', 'token': '" + A + "', 'key_alias': 'ci'}");

    int status =
        run(
            captured.piped(Map.of(), ""),
            gateway,
            "create --alias ci --team t --models a,b --budget 50.5 --period 30d --rpm 7"
                .split(" "));

    assertThat(status).isZero();
    assertThat(captured.out()).isEqualTo("sk-new\n");
    assertThat(captured.err())
        .isEqualTo("weir: ci (id a1a1a1a1a1a1); the key is not shown again\n");
    assertThat(gateway.posted())
        .containsExactly(
            "/key/generate {\"key_alias\":\"ci\",\"team_id\":\"t\",\"max_budget\":50.5,"
                + "\"budget_duration\":\"30d\",\"rpm_limit\":7,\"models\":[\"a\",\"b\"]}");
  }

  @Test
  void takesALeakedKeyFromStandardInput() {
    var gateway =
        new CannedGateway("[]")
            .answering("/key/block", "{'token': 'x', 'key_alias': 'ci', 'blocked': true}");

    run(captured.piped(Map.of(), "sk-leaked-1\n"), gateway, "block", "-");

    assertThat(gateway.posted()).containsExactly("/key/block {\"key\":\"sk-leaked-1\"}");
    assertThat(captured.out() + captured.err()).isEqualTo("weir: ci is blocked\n");
  }

  @Test
  void deletesNothing_whereNobodyCanBeAsked() {
    var gateway = new CannedGateway("[{'token': '" + A + "', 'key_alias': 'ci'}]");

    int status = run(captured.piped(Map.of(), ""), gateway, "delete", "ci");

    assertThat(status).isEqualTo(2);
    assertThat(gateway.posted()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"y, 0", "n, 1", "'', 1"})
  void asksBeforeItDeletes(String answer, int expected) {
    var gateway =
        new CannedGateway("[{'token': '" + A + "', 'key_alias': 'ci'}]")
            .answering("/key/delete", "{'deleted_keys': ['sk-...']}");

    int status = run(captured.shown(80, answer + "\n"), gateway, "delete", "ci");

    assertThat(status).isEqualTo(expected);
    assertThat(captured.err()).startsWith("Delete this key for ever: ci? [y/N] ");
    assertThat(gateway.posted()).hasSize(expected == 0 ? 1 : 0);
  }
}
