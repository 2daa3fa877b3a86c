package dev.weir.gateway.pipeline;

import dev.weir.gateway.core.Candidate.Timeouts;
import dev.weir.gateway.provider.Deadlines;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How long one attempt may take. What the request says replaces what is configured; whatever time
 * is left of the whole call bounds both.
 */
final class AttemptDeadlines {
  private AttemptDeadlines() {}

  /**
   * @param connect until a connection stands
   * @param idle of a stream, where its deployment says nothing
   */
  static Deadlines of(Hop hop, Call call, Duration connect, Duration idle) {
    Timeouts own = hop.candidate().timeouts();
    if (hop.request().stream()) {
      Duration answer = shorter(firstContent(own, call), hop.left());
      return new Deadlines(connect, answer, Objects.requireNonNullElse(own.idle(), idle));
    }
    Duration asked = call.timeout();
    Duration answer = shorter(asked == null ? own.whole() : asked, hop.left());
    // Some providers send the head at once and blanks while they think: only the end counts.
    return new Deadlines(connect, answer, answer);
  }

  private static Duration firstContent(Timeouts own, Call call) {
    Duration asked = call.streamTimeout() != null ? call.streamTimeout() : call.timeout();
    return asked != null ? asked : shorter(own.firstContent(), own.firstToken());
  }

  private static Duration shorter(Duration one, @Nullable Duration other) {
    return other != null && other.compareTo(one) < 0 ? other : one;
  }
}
