package dev.weir.gateway.quota.rate;

import dev.weir.gateway.core.RateLimit;

/** Which quota a limit is about, whatever the limit is at the moment. */
record RateName(RateLimit.Scope scope, String owner, RateLimit.Unit unit) {
  static RateName of(RateLimit limit) {
    return new RateName(limit.scope(), limit.owner(), limit.unit());
  }

  /** As a part of a Redis key. */
  String text() {
    return scope.label() + ":" + unit.label() + ":" + owner;
  }

  RateLimit limit(long limit) {
    return new RateLimit(scope, owner, unit, limit);
  }
}
