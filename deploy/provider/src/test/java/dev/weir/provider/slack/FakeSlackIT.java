package dev.weir.provider.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The webhook receiver over a real connection. */
class FakeSlackIT {

  private static final String HELLO = "{\"text\":\"hello\"}";

  private final FakeSlack slack = FakeSlack.start();
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    http.close();
    slack.close();
  }

  @Test
  void keepsAMessageAndAnswersOk() throws Exception {
    HttpResponse<String> response =
        post(slack.webhook(), "{\"text\":\"spent\",\"blocks\":[{\"type\":\"divider\"}]}");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("ok");
    assertThat(slack.messages())
        .singleElement()
        .satisfies(message -> {
          assertThat(message.text()).isEqualTo("spent");
          assertThat(message.blocks()).isEqualTo("[{\"type\":\"divider\"}]");
          assertThat(message.path()).isEqualTo("/services/T0000/B0000/scripted");
        });
  }

  @Test
  void refusesInOrder_asQueued() throws Exception {
    slack.next(1, new SlackFault.RateLimited(Duration.ofSeconds(30)));
    slack.next(1, new SlackFault.ServerError());
    slack.next(1, new SlackFault.NoService());

    HttpResponse<String> limited = post(slack.webhook(), HELLO);
    HttpResponse<String> broken = post(slack.webhook(), HELLO);
    HttpResponse<String> gone = post(slack.webhook(), HELLO);
    HttpResponse<String> fine = post(slack.webhook(), HELLO);

    assertThat(limited.statusCode()).isEqualTo(429);
    assertThat(limited.headers().firstValue("retry-after")).hasValue("30");
    assertThat(broken.statusCode()).isEqualTo(500);
    assertThat(gone.statusCode()).isEqualTo(404);
    assertThat(gone.body()).isEqualTo("no_service");
    assertThat(fine.statusCode()).isEqualTo(200);
    assertThat(slack.messages()).hasSize(1);
    assertThat(slack.requests()).isEqualTo(4);
  }

  @Test
  void hangs_untilTheClientLeaves() {
    slack.next(1, new SlackFault.Hang());

    assertThatThrownBy(() -> post(slack.webhook(), HELLO)).isInstanceOf(HttpTimeoutException.class);
    assertThat(slack.messages()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"text\":|invalid_payload",
        "[]|invalid_payload",
        "{\"text\":7}|invalid_payload",
        "{\"text\":\" \"}|no_text",
        "{\"blocks\":{}}|invalid_blocks",
      })
  void refusesWhatSlackWouldRefuse(String body, String code) throws Exception {
    HttpResponse<String> response = post(slack.webhook(), body);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).isEqualTo(code);
    assertThat(slack.messages()).isEmpty();
  }

  @Test
  void knowsNoOtherPath() throws Exception {
    assertThat(post(slack.webhook().resolve("/hooks"), HELLO).statusCode()).isEqualTo(404);
  }

  private HttpResponse<String> post(URI uri, String body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofMillis(1500))
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }
}
