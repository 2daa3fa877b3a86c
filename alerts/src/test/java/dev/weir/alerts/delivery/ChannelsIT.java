package dev.weir.alerts.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.weir.alerts.text.Message;
import dev.weir.provider.slack.FakeSlack;
import dev.weir.provider.slack.SlackFault;
import dev.weir.provider.slack.SlackMessage;
import dev.weir.schemas.config.AlertSettings;
import dev.weir.schemas.config.AlertType;
import dev.weir.schemas.config.Secret;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Over real HTTP, with what Slack does. */
class ChannelsIT {
  private static final HttpPost.Patience PATIENCE =
      new HttpPost.Patience(Duration.ofMillis(300), Duration.ofMillis(10));

  private final FakeSlack slack = FakeSlack.start();
  private final Channels channels = channels(slack.webhook().toString());

  private static Channels channels(String url) {
    return new Channels(
        new AlertSettings.Delivery(
            new Secret(url), Map.of(), null, Set.of(AlertType.values()), false, null),
        ZoneId.of("UTC"),
        _ -> List.of(),
        PATIENCE);
  }

  @AfterEach
  void close() {
    channels.close();
    slack.close();
  }

  @Test
  void tellsEachKindOnceAndInOrder_thoughSlackHangsAndIsRateLimited() {
    slack.next(1, new SlackFault.Hang());
    slack.next(1, new SlackFault.ServerError());
    slack.next(1, new SlackFault.RateLimited(Duration.ofSeconds(1)));
    List<Message> all = new ArrayList<>(GoldenMessagesTest.messages().values());
    List<Message> first = all.subList(0, Channel.MANY);

    for (int i = 0; i < first.size(); i++) {
      channels.tell(i, first.get(i));
    }
    await().atMost(Duration.ofSeconds(30)).until(() -> channels.waiting() == 0);
    for (int i = first.size(); i < all.size(); i++) {
      channels.tell(i, all.get(i));
    }

    await().atMost(Duration.ofSeconds(10)).until(() -> channels.waiting() == 0);
    assertThat(slack.messages().stream().map(SlackMessage::text))
        .containsExactlyElementsOf(all.stream().map(Message::headline).toList());
    assertThat(slack.requests()).isEqualTo(all.size() + 3L);
  }

  @Test
  void refusesAnAddressWithoutShowingIt() {
    assertThatThrownBy(() -> channels("hush-hush"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a webhook's address is not an HTTP URL");
  }
}
