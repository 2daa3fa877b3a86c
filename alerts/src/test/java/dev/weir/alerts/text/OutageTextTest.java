package dev.weir.alerts.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.schemas.events.Alert;
import dev.weir.schemas.events.OpenBreaker;
import dev.weir.schemas.events.OutageSummary;
import dev.weir.schemas.events.Route;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutageTextTest {
  private static final Instant SINCE = Instant.parse("2026-11-22T20:05:00Z");
  private static final Route ROUTE = new Route("gpt-4o", "gpt-4o-1", "openai", "gpt-4o-2024");
  private static final OutageSummary FIRST = new OutageSummary(SINCE, 1, List.of("gw-1"));
  private static final OutageSummary AGAIN = new OutageSummary(SINCE, 4, List.of("gw-1", "gw-2"));

  private final AlertText text = new AlertText(ZoneId.of("UTC"));

  @Test
  void deploymentDownSaysWhichWhySinceWhenAndWhoNoticed() {
    Message message = text.of(new Alert.DeploymentDown(SINCE, open("server"), FIRST));

    assertThat(message.headline()).isEqualTo("⚠️ gpt-4o: a deployment at openai is down");
    assertThat(message.lines())
        .containsExactly(
            "*Deployment:* `gpt-4o-1`, model `gpt-4o-2024`",
            "*Reason:* the provider's server errors (5xx)",
            "*Since:* Sun 22 Nov 2026, 20:05 UTC",
            "*Noticed by:* 1 node (gw-1)",
            "*Next try:* Sun 22 Nov 2026, 20:06 UTC; until then others serve",
            "*What to do:* check the provider's status page. Weir tries again by itself.");
  }

  @Test
  void aBadCredentialSaysSo() {
    Message message = text.of(new Alert.DeploymentDown(SINCE, open("authentication"), FIRST));

    assertThat(message.lines())
        .contains(
            "*Reason:* the provider refuses the credential (401)",
            "*What to do:* check the deployment's `api_key`: a bad credential does not heal by"
                + " itself.");
  }

  @Test
  void aDeploymentThatIsDownAgainSaysHowOften() {
    Message message =
        text.of(new Alert.DeploymentDown(SINCE.plusSeconds(120), open("timeout"), AGAIN));

    assertThat(message.headline())
        .isEqualTo("⚠️ gpt-4o: a deployment at openai is down again (4 times by now)");
    assertThat(message.lines())
        .contains(
            "*Since:* Sun 22 Nov 2026, 20:05 UTC, now Sun 22 Nov 2026, 20:07 UTC; told no more"
                + " until it is up for 10 minutes");
  }

  @Test
  void recoverySaysHowLongAndHowOften() {
    Message message =
        text.of(
            new Alert.DeploymentRecovered(
                SINCE.plusSeconds(754), ROUTE, "connection", AGAIN, true));

    assertThat(message.headline()).isEqualTo("✅ gpt-4o: the deployment at openai is back");
    assertThat(message.lines())
        .containsExactly(
            "*Deployment:* `gpt-4o-1`, model `gpt-4o-2024`",
            "*Reason was:* no connection",
            "*From:* Sun 22 Nov 2026, 20:05 UTC, for 12 min 34 s, down 4 times",
            "*Noticed by:* 2 nodes (gw-1, gw-2)",
            "*Now:* calls are answered.");
  }

  @Test
  void aGroupWithoutHealthyDeploymentIsAnEmergencyThatNamesEach() {
    Message message =
        text.of(
            new Alert.GroupUnavailable(
                SINCE, "gpt-4o", List.of(open("rate_limited"), open("server")), FIRST));

    assertThat(message.headline()).isEqualTo("🚨 gpt-4o has no healthy deployment");
    assertThat(message.lines())
        .startsWith(
            "*Deployment:* `gpt-4o-1`, model `gpt-4o-2024`: the provider's rate limit (429)",
            "*Deployment:* `gpt-4o-1`, model `gpt-4o-2024`: the provider's server errors (5xx)")
        .contains("*Effect:* only fallbacks serve this group; without one, calls fail.");
  }

  @Test
  void aGroupThatRecoveredNamesWhatDidNot_andWhatIsNotProven() {
    Message message =
        text.of(
            new Alert.GroupRecovered(
                SINCE.plusSeconds(5), "gpt-4o", List.of(open("timeout")), FIRST, false));

    assertThat(message.headline()).isEqualTo("✅ gpt-4o has a healthy deployment again");
    assertThat(message.lines())
        .containsExactly(
            "*From:* Sun 22 Nov 2026, 20:05 UTC, for 5 s",
            "*Noticed by:* 1 node (gw-1)",
            "*Now:* not known. The nodes that told of it have stopped; no call was answered"
                + " since.",
            "*Still down:* `gpt-4o-1`, model `gpt-4o-2024`: no answer in time");
  }

  @Test
  void escapesWhatSlackWouldTakeForMarkup() {
    var evil = new Route("<!here>", "<!channel>", "openai", "a & b");
    var outage = new OutageSummary(SINCE, 1, List.of("<@U1>"));
    Message message =
        text.of(
            new Alert.DeploymentDown(SINCE, new OpenBreaker(evil, "<!everyone>", SINCE), outage));

    assertThat(String.join("\n", message.lines()))
        .contains("&lt;!channel&gt;", "a &amp; b", "&lt;!everyone&gt;", "&lt;@U1&gt;")
        .doesNotContain("<");
  }

  @ParameterizedTest
  @CsvSource({"0, 0 s", "59, 59 s", "60, 1 min 0 s", "3725, 1 h 2 min", "90000, 1 d 1 h"})
  void spansAreShownInTwoUnits(long seconds, String shown) {
    assertThat(Plain.span(Duration.ofSeconds(seconds))).isEqualTo(shown);
  }

  private static OpenBreaker open(String reason) {
    return new OpenBreaker(ROUTE, reason, SINCE.plusSeconds(60));
  }
}
