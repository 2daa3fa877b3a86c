package dev.weir.gateway.config;

import dev.weir.gateway.core.BreakerTerms;
import dev.weir.gateway.core.Failure.Kind;
import dev.weir.gateway.core.FailurePolicy;
import dev.weir.schemas.config.Cooldown;
import dev.weir.schemas.config.ErrorClass;
import dev.weir.schemas.config.ModelEntry;
import dev.weir.schemas.config.WeirConfig;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** LiteLLM's settings about failing deployments, as terms of our breaker (CONFIGURATION.md). */
final class Breakers {
  private static final Duration COOLDOWN = Duration.ofSeconds(5);

  private Breakers() {}

  /** Of an entry with a provider of its own. */
  static BreakerTerms terms(WeirConfig config, ModelEntry entry) {
    Cooldown own = entry.cooldown().or(config.router().cooldown());
    Duration time = own.time();
    Integer allowed = own.allowedFails();
    if (!config.router().cooldowns() || (time != null && time.isZero())) {
      return BreakerTerms.NEVER;
    }
    var terms =
        new BreakerTerms(
            time == null ? COOLDOWN : time,
            config.weir().routing().probeInterval(),
            allowed == null ? BreakerTerms.OUTAGE : allowed,
            policy(own.policy()));
    // These are about the model that was asked for, which is another one each time.
    return entry.group().contains("*") ? terms.without(Kind.RATE_LIMITED, Kind.NOT_FOUND) : terms;
  }

  /** Of an entry that stands for another group's deployment. */
  static BreakerTerms terms(WeirConfig config, ModelEntry entry, BreakerTerms member) {
    return entry.cooldown().equals(Cooldown.NONE) ? member : terms(config, entry);
  }

  /** What is said by LiteLLM's kinds of failure, by ours. */
  static FailurePolicy policy(Map<ErrorClass, Integer> policy) {
    var kinds = new EnumMap<Kind, Integer>(Kind.class);
    var statuses = new HashMap<Integer, Integer>();
    policy.forEach((error, number) -> {
      kinds(error).forEach(kind -> kinds.put(kind, number));
      switch (error) {
        case SERVICE_UNAVAILABLE -> statuses.put(503, number);
        case BAD_GATEWAY -> statuses.put(502, number);
        default -> {
          // Said by kinds.
        }
      }
    });
    return new FailurePolicy(kinds, statuses);
  }

  private static List<Kind> kinds(ErrorClass error) {
    return switch (error) {
      case AUTHENTICATION -> List.of(Kind.AUTHENTICATION, Kind.PERMISSION);
      case TIMEOUT -> List.of(Kind.TIMEOUT);
      case RATE_LIMIT -> List.of(Kind.RATE_LIMITED);
      case CONTENT_POLICY -> List.of(Kind.CONTENT_POLICY);
      case INTERNAL_SERVER -> List.of(Kind.SERVER, Kind.CONNECTION, Kind.BROKEN_ANSWER);
      case BAD_REQUEST -> List.of(Kind.BAD_REQUEST, Kind.CONTEXT_WINDOW);
      case NOT_FOUND -> List.of(Kind.NOT_FOUND);
      case SERVICE_UNAVAILABLE, BAD_GATEWAY -> List.of();
    };
  }
}
