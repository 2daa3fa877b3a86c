package dev.weir.alerts.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.schemas.events.Alert;
import dev.weir.schemas.events.BudgetLevel;
import dev.weir.schemas.events.BudgetWindow;
import dev.weir.schemas.events.Repeats;
import dev.weir.schemas.events.Route;
import dev.weir.schemas.window.Window;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertTextTest {
  private static final Instant AT = Instant.parse("2026-11-22T20:05:00Z");
  private static final BudgetWindow KEY =
      new BudgetWindow(
          BudgetLevel.KEY,
          "0123456789abcdef",
          "30d",
          0,
          new Window(Instant.parse("2026-11-01T00:00:00Z"), Instant.parse("2026-12-01T00:00:00Z")));

  private static final Route ROUTE = new Route("gpt-4o", "gpt-4o-1", "openai", "gpt-4o");

  private final AlertText text = new AlertText(ZoneId.of("UTC"));

  @Test
  void budgetWarningSaysWhoHowMuchUntilWhenAndWhatToDo() {
    Message message =
        text.of(
            new Alert.BudgetCrossed(
                AT, KEY, "search-team", "search", 80, 412_345_678_901L, 500_000_000_000L));

    assertThat(message.headline()).isEqualTo("⚠️ Key search-team has used 80 % of its budget");
    assertThat(message.lines())
        .containsExactly(
            "*Spent:* $412.35 of $500.00",
            "*Window:* 30d, ends Tue 1 Dec 2026, 00:00 UTC",
            "*Crossed:* Sun 22 Nov 2026, 20:05 UTC",
            "*What to do:* nothing yet; raise `max_budget` with `POST /key/update` if this is"
                + " expected.");
  }

  @Test
  void exhaustedBudgetOfAKeyWithoutAliasShowsTheBeginningOfItsId() {
    Message message =
        text.of(new Alert.BudgetCrossed(AT, KEY, null, null, 100, 1_350_000L, 1_000_000L));

    assertThat(message.headline()).isEqualTo("🛑 Key 01234567… has used up its budget");
    assertThat(message.lines().getFirst()).isEqualTo("*Spent:* $0.00135 of $0.001");
    assertThat(message.lines().getLast()).startsWith("*What to do:* calls are refused with 402");
  }

  @Test
  void totalSpendNamesTheMonthAndTheSetting() {
    Message message =
        text.of(new Alert.TotalSpendCrossed(AT, "2026-11", 1_000_000_000_001L, 1_000_000_000_000L));

    assertThat(message.headline()).isEqualTo("⚠️ Total spend of 2026-11 has passed $1000.00");
    assertThat(message.lines()).contains("*Threshold:* `alerting_threshold`, $1000.00 a month");
  }

  @ParameterizedTest
  @CsvSource({
    "401, check the deployment's `api_key`.",
    "429, the provider's rate limit is reached: ask for more or add a deployment.",
    "503, check the provider's status page; fallbacks serve where they are configured."
  })
  void providerFailureSaysWhatToDoAboutIt(int status, String advice) {
    Message message = text.of(failed("server", status));

    assertThat(message.headline()).isEqualTo("🔌 gpt-4o fails at openai");
    assertThat(message.lines().getLast()).isEqualTo("*What to do:* " + advice);
  }

  @Test
  void escapesWhatSlackWouldTakeForMarkup() {
    Message message = text.of(failed("<!channel> & more", 0));

    assertThat(String.join("\n", message.lines()))
        .contains("&lt;!channel&gt; &amp; more")
        .doesNotContain("<");
  }

  @Test
  void aNameCanForgeNeitherALineNorCodeNorWhatNobodySees() {
    String evil = "a`\n*What to do:* pay \u202Eevil";

    Message message = text.of(new Alert.KeyExpiring(AT, "k1", "sk-...abcd", evil, evil, AT));

    assertThat(message.headline())
        .isEqualTo("🔑 Key a' *What to do:* pay  evil expires Sun 22 Nov 2026, 20:05 UTC");
    assertThat(message.lines().getFirst())
        .isEqualTo("*Key:* `sk-...abcd`, team `a' *What to do:* pay  evil`");
  }

  @Test
  void manyFailuresAreToldWithTheirCauses() {
    var repeats =
        new Repeats(
            AT.minusSeconds(60),
            10_000,
            List.of(new Repeats.Cause("timeout", 9_000), new Repeats.Cause("server", 1_000)));

    Message message =
        text.of(new Alert.ProviderFailed(AT, ROUTE, AT, 0, "timeout", "call-1", repeats));

    assertThat(message.headline()).isEqualTo("🔌 gpt-4o fails at openai: 10,000 failures");
    assertThat(message.lines())
        .contains(
            "*Failures:* 9,000 × timeout, 1,000 × server",
            "*From:* Sun 22 Nov 2026, 20:04 UTC *to* Sun 22 Nov 2026, 20:05 UTC");
  }

  private static Alert failed(String error, int status) {
    return new Alert.ProviderFailed(AT, ROUTE, AT, status, error, "call-1", null);
  }
}
