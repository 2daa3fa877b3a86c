package dev.weir.alerts.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.alerts.text.Message;
import dev.weir.schemas.config.AlertType;
import dev.weir.schemas.config.Secret;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChannelTest {
  private static final Delivery OK = new Delivery.Delivered();
  private static final Delivery LATER = new Delivery.Later(Duration.ofMillis(1), "HTTP 500");
  private static final Delivery REFUSED = new Delivery.Refused("HTTP 404 no_service");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final BlockingQueue<Delivery> answers = new LinkedBlockingQueue<>();
  private final List<String> posted = new CopyOnWriteArrayList<>();
  private final Channel channel = channel(Destination.Format.SLACK);

  private Channel channel(Destination.Format format) {
    return new Channel(
            new Destination(format, new Secret("https://h/x")),
            json -> {
              posted.add(headline(json));
              return answers.take();
            },
            new SlackBody(null, ZoneId.of("UTC")))
        .start();
  }

  private static String headline(byte[] json) {
    try {
      var body = JSON.readTree(json);
      return body.path("text").asText() + body.path("event_message").asText();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @AfterEach
  void stop() {
    answers.add(OK);
    channel.close();
  }

  private static Message message(String headline) {
    return new Message(
        AlertType.BUDGET_ALERTS, Instant.EPOCH, headline, List.of("line"), "s", null, null);
  }

  private void add(int from, int to) {
    for (int i = from; i <= to; i++) {
      channel.add(i, message("m" + i));
    }
  }

  @Test
  void postsInOrder_andTriesAgainWhatWasNotTaken() {
    answers.addAll(List.of(LATER, LATER, OK, OK));

    add(1, 2);

    await().until(() -> channel.position(9) == 9);
    assertThat(posted).containsExactly("m1", "m1", "m1", "m2");
  }

  @Test
  void tellsManyThatWaitedInOne() {
    add(1, 1);
    await().until(() -> posted.size() == 1);
    add(2, 1 + Channel.MANY + 5);

    answers.addAll(List.of(OK, OK));

    await().until(() -> channel.position(99) == 99);
    assertThat(posted).containsExactly("m1", "📬 15 alerts since Thu 00:00");
  }

  @Test
  void passesOverWhatIsRefusedForGood() {
    answers.addAll(List.of(REFUSED, OK));

    add(1, 2);

    await().until(() -> channel.position(9) == 9);
    assertThat(posted).containsExactly("m1", "m2");
  }

  @Test
  void isWhereItsOldestMessageIs_whateverElseWasSaid() {
    channel.add(-1, message("by itself"));
    add(5, 6);

    assertThat(channel.position(9)).isEqualTo(5);
    assertThat(channel.waiting()).isEqualTo(3);
  }

  @Test
  void givesAWebhookEachAlertOnItsOwn() {
    try (Channel webhook = channel(Destination.Format.WEBHOOK)) {
      for (int i = 0; i < 20; i++) {
        webhook.add(i, message("m" + i));
        answers.add(OK);
      }

      await().until(() -> webhook.position(99) == 99);
      assertThat(posted).hasSize(20).startsWith("m0", "m1").endsWith("m19");
    }
  }
}
