package dev.weir.gateway.http;

import dev.weir.gateway.core.RateAdmission;
import dev.weir.gateway.core.RateFigures;
import dev.weir.gateway.core.RateLimit;
import dev.weir.gateway.pipeline.Refusal;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Refusals by a rate: LiteLLM's status, type and text, but with the time at which a call really can
 * come again, where LiteLLM always says 60 s.
 */
final class RateError {
  private static final int TOO_MANY = 429;
  private static final int UNAVAILABLE = 503;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private RateError() {}

  static ErrorReply of(Refusal.RateLimited refusal) {
    RateFigures by = refusal.by();
    RateLimit limit = by.limit();
    // A whole second that is not too early, as retry-after.
    String again = TIME.format(refusal.again().plusNanos(999_999_999));
    String message =
        "Rate limit exceeded for %s. Limit type: %s. Current limit: %d, Remaining: %d. Limit resets at: %s"
            .formatted(owner(limit), limit.unit().label(), limit.limit(), by.remaining(), again);
    var stands = new RateHeaders();
    stands.note(List.of(by));
    Map<String, String> headers = new HashMap<>(stands.all());
    headers.put("retry-after", Errors.seconds(refusal.retryAfter()));
    headers.put("rate_limit_type", limit.unit().label());
    headers.put("reset_at", again);
    return new ErrorReply(
        TOO_MANY,
        "throttling_error",
        message,
        null,
        Integer.toString(TOO_MANY),
        null,
        Map.copyOf(headers));
  }

  /** As LiteLLM names it, but for the key's hash: that is in no text (design.md §8). */
  private static String owner(RateLimit limit) {
    String kind = limit.scope().label();
    return switch (limit.scope()) {
      case API_KEY -> kind;
      case MODEL_PER_KEY -> kind + ": " + limit.owner().substring(limit.owner().indexOf(':') + 1);
      case TEAM, USER, TEAM_MEMBER, MODEL_PER_TEAM, DEPLOYMENT -> kind + ": " + limit.owner();
    };
  }

  static ErrorReply unavailable(RateAdmission.Unavailable by) {
    return ErrorReply.of(
        UNAVAILABLE,
        "service_unavailable",
        "Nobody can say at the moment whether the rate limit is reached: " + by.reason() + ".",
        null);
  }
}
