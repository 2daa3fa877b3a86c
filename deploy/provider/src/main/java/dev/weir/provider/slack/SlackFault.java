package dev.weir.provider.slack;

import java.time.Duration;

/** What Slack does instead of posting a message. */
public sealed interface SlackFault {

  /** 429 with {@code retry-after}, in whole seconds as Slack sends it. */
  record RateLimited(Duration retryAfter) implements SlackFault {

    public RateLimited {
      if (retryAfter.isNegative()) {
        throw new IllegalArgumentException("negative retry-after");
      }
    }
  }

  /** 500. */
  record ServerError() implements SlackFault {}

  /** 404 {@code no_service}: the webhook was removed. */
  record NoService() implements SlackFault {}

  /** Never answers: waits until the client leaves. */
  record Hang() implements SlackFault {}
}
