package dev.weir.alerts.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.alerts.delivery.Destination.Format;
import dev.weir.alerts.text.Message;
import dev.weir.schemas.config.AlertSettings;
import dev.weir.schemas.config.AlertType;
import dev.weir.schemas.config.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RoutesTest {
  private static final Secret USUAL = new Secret("https://slack/usual");
  private static final Secret OWN = new Secret("https://slack/exceptions");
  private static final Secret SECOND = new Secret("https://slack/exceptions-2");
  private static final Secret TEAM = new Secret("https://slack/search");
  private static final Secret HOOK = new Secret("https://hook");

  private final Routes routes =
      new Routes(
          new AlertSettings.Delivery(
              USUAL,
              Map.of(AlertType.LLM_EXCEPTIONS, List.of(OWN, SECOND)),
              HOOK,
              Set.of(AlertType.LLM_EXCEPTIONS, AlertType.BUDGET_ALERTS),
              false,
              null),
          team -> team.equals("search") ? List.of(TEAM) : List.of());

  private static Message message(AlertType type, @Nullable String team) {
    return new Message(type, Instant.EPOCH, "h", List.of(), "s", team, null);
  }

  @Test
  void aKindWithAddressesOfItsOwnGoesThereAlone() {
    assertThat(routes.of(message(AlertType.LLM_EXCEPTIONS, null)))
        .containsExactly(
            new Destination(Format.SLACK, OWN),
            new Destination(Format.SLACK, SECOND),
            new Destination(Format.WEBHOOK, HOOK));
  }

  @Test
  void aTeamIsToldBesideOnCall() {
    assertThat(routes.of(message(AlertType.BUDGET_ALERTS, "search")))
        .containsExactly(
            new Destination(Format.SLACK, USUAL),
            new Destination(Format.SLACK, TEAM),
            new Destination(Format.WEBHOOK, HOOK));
  }

  @Test
  void aKindThatIsNotWantedGoesNowhere() {
    assertThat(routes.of(message(AlertType.OUTAGE_ALERTS, "search"))).isEmpty();
  }

  @Test
  void aDestinationIsNamedWithoutItsAddress() {
    assertThat(new Destination(Format.SLACK, USUAL).id()).matches("[0-9a-f]{12}");
    assertThat(new Destination(Format.SLACK, USUAL).toString()).doesNotContain("slack/usual");
  }
}
