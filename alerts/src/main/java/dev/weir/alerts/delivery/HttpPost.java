package dev.weir.alerts.delivery;

import dev.weir.schemas.config.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * A webhook as Slack answers (api.slack.com, "Sending messages using incoming webhooks" and "Rate
 * limits"): 2xx is good; 429 has {@code Retry-After} in seconds; other 4xx mean that the webhook or
 * the message is wrong. The URL is a secret. Whatever takes longer than the timeout is tried again.
 */
final class HttpPost implements Post {
  /** What holds in earnest. */
  static final Patience PATIENCE = new Patience(Duration.ofSeconds(10), Duration.ofSeconds(5));

  private static final long LONGEST = Duration.ofHours(1).toSeconds();
  private static final int GOOD = 2;
  private static final int TOO_MANY = 429;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int SERVER_ERROR = 500;
  private static final int HUNDRED = 100;

  /** Slack's error codes. Anything else is not shown: it may hold the URL. */
  private static final Pattern CODE = Pattern.compile("[a-z_]{1,40}");

  private final HttpClient client;
  private final URI url;
  private final Patience patience;

  /**
   * How long is waited.
   *
   * @param timeout of a whole exchange
   * @param again until the next try, where the other side does not say
   */
  record Patience(Duration timeout, Duration again) {}

  /**
   * Posts there.
   *
   * @throws IllegalArgumentException if it is no HTTP URL; the message does not show it
   */
  HttpPost(HttpClient client, Secret url, Patience patience) {
    this.client = client;
    this.url = requireHttp(url);
    this.patience = patience;
  }

  static URI requireHttp(Secret url) {
    try {
      URI parsed = URI.create(url.value());
      HttpRequest.newBuilder(parsed).build();
      return parsed;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("a webhook's address is not an HTTP URL");
    }
  }

  @Override
  public Delivery post(byte[] json) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(patience.timeout)
            .header("content-type", "application/json; charset=utf-8")
            .POST(HttpRequest.BodyPublishers.ofByteArray(json))
            .build();
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    try {
      // The request's own timeout ends with the headers.
      return read(answer.get(patience.timeout.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      answer.cancel(true);
      return new Delivery.Later(patience.again, "no answer in time");
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() instanceof IOException io ? io : e;
      return new Delivery.Later(patience.again, cause.getClass().getSimpleName());
    }
  }

  private Delivery read(HttpResponse<String> answer) {
    int status = answer.statusCode();
    if (status / HUNDRED == GOOD) {
      return new Delivery.Delivered();
    }
    if (status == TOO_MANY || status == REQUEST_TIMEOUT || status >= SERVER_ERROR) {
      return new Delivery.Later(retryAfter(answer), "HTTP " + status);
    }
    String said = answer.body().strip();
    return new Delivery.Refused(
        "HTTP " + status + (CODE.matcher(said).matches() ? " " + said : ""));
  }

  private Duration retryAfter(HttpResponse<String> answer) {
    try {
      return answer
          .headers()
          .firstValue("retry-after")
          .map(text -> Duration.ofSeconds(Math.clamp(Long.parseLong(text.strip()), 1, LONGEST)))
          .orElse(patience.again);
    } catch (NumberFormatException e) {
      return patience.again;
    }
  }
}
