package dev.weir.e2e;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.provider.Behaviour;
import dev.weir.provider.Usage;
import dev.weir.schemas.money.Money;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What holds a user holds all of its keys together, on two nodes. */
final class UserIT {
  @RegisterExtension static final WholeSystem WEIR = new WholeSystem();

  private static final Calls.Request CALL = Calls.chat("gpt-4o", 10, "Hello");

  /** Nano-USD; some nine calls. */
  private static final long LIMIT = 1_000_000;

  private static Node.Key key(String user) {
    return key(Map.of("user_id", user));
  }

  private static Node.Key key(Map<String, ?> terms) {
    Node.Key key = WEIR.a().mint(terms);
    await().atMost(5, SECONDS).until(() -> WEIR.b().as(key).get("/v1/models").status() == 200);
    return key;
  }

  private static void user(Map<String, ?> terms) {
    Answer made = WEIR.a().master().post("/user/new", terms);
    assertThat(made.status()).as(made.text()).isEqualTo(200);
  }

  @Test
  void letsInAUsersRequestsUpToItsLimit_whateverKeyTheyCarry() {
    user(Map.of("user_id", "paced", "rpm_limit", 10, "auto_create_key", false));
    List<Node.Key> keys = List.of(key("paced"), key("paced"));

    List<Answer> answers =
        Load.all(8, 60, i -> (i % 2 == 0 ? WEIR.a() : WEIR.b()).as(keys.get(i / 2 % 2)).post(CALL));

    assertThat(answers.stream().filter(it -> it.status() == 200))
        .hasSize(10)
        .allSatisfy(it -> assertThat(it.header("x-ratelimit-user-limit-requests")).isEqualTo("10"));
    assertThat(answers.stream().filter(it -> it.status() == 429))
        .hasSize(50)
        .allSatisfy(it ->
            assertThat(it.error().get("message").asText())
                .startsWith("Rate limit exceeded for user: paced. Limit type: requests."));
  }

  @Test
  void holdsTheKeysOfAUserToItsBudget_andTellsWhatTheySpent() {
    user(Map.of("user_id", "thrifty", "max_budget", Money.usd(LIMIT), "auto_create_key", false));

    Answer refused = spendAll(List.of(key("thrifty"), key("thrifty")));

    long spent = billed();
    assertThat(spent).isBetween(1L, LIMIT);
    assertThat(refused.error().get("message").asText())
        .startsWith("Budget has been exceeded! User=thrifty Current cost: ");
    await()
        .atMost(20, SECONDS)
        .untilAsserted(() -> {
          assertThat(WEIR.cluster().ledger().spendByUser()).containsEntry("thrifty", spent);
          assertThat(shown("thrifty")).isEqualTo(spent);
        });
  }

  @Test
  void holdsTheKeysOfAMemberTogether_andNotTheOthersOfItsTeam() {
    var team = Map.of("team_id", "crew", "team_member_budget", Money.usd(LIMIT));
    assertThat(WEIR.a().master().post("/team/new", team).status()).isEqualTo(200);
    var terms = Map.of("team_id", "crew", "user_id", "busy");

    Answer refused = spendAll(List.of(key(terms), key(terms)));

    assertThat(billed()).isBetween(1L, LIMIT);
    assertThat(refused.error().get("message").asText())
        .startsWith("Budget has been exceeded! TeamMember=busy:crew Current cost: ");
    Node.Key other = key(Map.of("team_id", "crew", "user_id", "idle"));
    assertThat(WEIR.a().as(other).post(CALL).status()).isEqualTo(200);
  }

  /** Calls with these keys, on both nodes, until nothing is left; what the last call is told. */
  private static Answer spendAll(List<Node.Key> keys) {
    WEIR.provider().script(Behaviour.Answer.of(Usage.of(5, 10)));
    Load.all(4, 40, i -> (i % 2 == 0 ? WEIR.a() : WEIR.b()).as(keys.get(i / 2 % 2)).post(CALL));
    Answer refused = WEIR.b().as(keys.getFirst()).post(CALL);
    assertThat(refused.status()).as(refused.text()).isEqualTo(402);
    return refused;
  }

  private static long billed() {
    return PriceTable.nanoUsd(WEIR.provider().ledger());
  }

  /** What {@code /user/info} says that the user spent, in nano-USD. */
  private static long shown(String user) {
    Answer info = WEIR.a().master().get("/user/info?user_id=" + user);
    return Money.nanosFromUsd(info.json().at("/user_info/spend").decimalValue());
  }
}
