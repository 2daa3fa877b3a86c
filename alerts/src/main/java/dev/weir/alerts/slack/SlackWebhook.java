package dev.weir.alerts.slack;

import dev.weir.schemas.config.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * A Slack incoming webhook (api.slack.com, "Sending messages using incoming webhooks" and "Rate
 * limits"): 200 {@code ok}; 429 with {@code Retry-After} in seconds; other 4xx mean that the
 * webhook or the message is wrong. The URL is a secret.
 */
public final class SlackWebhook implements Webhook {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration AGAIN = Duration.ofSeconds(5);
  private static final int OK = 200;
  private static final int TOO_MANY = 429;
  private static final int SERVER_ERROR = 500;

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(TIMEOUT).version(HttpClient.Version.HTTP_1_1).build();
  private final URI url;

  /**
   * @param url of the webhook
   * @throws IllegalArgumentException if it is no HTTP URL; the message does not show it
   */
  public SlackWebhook(Secret url) {
    try {
      this.url = URI.create(url.value());
      HttpRequest.newBuilder(this.url).build();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("SLACK_WEBHOOK_URL is not an HTTP URL");
    }
  }

  @Override
  public Delivery post(SlackMessage message) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(TIMEOUT)
            .header("content-type", "application/json; charset=utf-8")
            .POST(HttpRequest.BodyPublishers.ofByteArray(message.body()))
            .build();
    try {
      return read(client.send(request, HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      return new Delivery.Later(AGAIN, e.getClass().getSimpleName());
    }
  }

  private static Delivery read(HttpResponse<String> answer) {
    int status = answer.statusCode();
    if (status == OK) {
      return new Delivery.Delivered();
    }
    if (status == TOO_MANY || status >= SERVER_ERROR) {
      return new Delivery.Later(retryAfter(answer), "HTTP " + status);
    }
    String said = answer.body().lines().findFirst().orElse("");
    return new Delivery.Refused("HTTP " + status + " " + said);
  }

  private static Duration retryAfter(HttpResponse<String> answer) {
    try {
      return answer
          .headers()
          .firstValue("retry-after")
          .map(text -> Duration.ofSeconds(Long.parseLong(text.strip())))
          .orElse(AGAIN);
    } catch (NumberFormatException e) {
      return AGAIN;
    }
  }
}
