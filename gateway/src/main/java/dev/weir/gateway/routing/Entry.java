package dev.weir.gateway.routing;

import java.time.Duration;

/** Whether an attempt may be made. */
public sealed interface Entry {
  /** It may; the pass must be ended. */
  record Entered(Pass pass) implements Entry {}

  /** It may not. */
  record Closed(SkipReason reason, Duration again) implements Entry {}
}
