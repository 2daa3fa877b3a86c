package dev.weir.gateway.quota.rate;

import dev.weir.gateway.core.RateAdmission;
import dev.weir.gateway.core.RateFigures;
import dev.weir.gateway.core.RateLimit;
import java.util.List;

/** Decides whether a call keeps to its rates. */
public interface RatePlane {
  /**
   * Takes the call's part of every limit, or of none. In memory where the limit was used lately;
   * else the calling (virtual) thread waits for one answer of Redis, for a bounded time.
   *
   * @param limits in any order; empty: always admitted
   * @param tokens an estimate, at least 0; what is above a limit is cut to it, so that a call that
   *     is larger than a limit can still run alone
   */
  RateAdmission admit(List<RateLimit> limits, long tokens);

  /** How a limit stands, without taking anything of it. */
  RateFigures figures(RateLimit limit);
}
