package dev.weir.gateway.config;

import dev.weir.gateway.core.Simulation;
import dev.weir.schemas.config.ModelEntry.Mock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Deployments that only pretend. */
final class Mocks {
  private Mocks() {}

  /**
   * What an entry says of it.
   *
   * @param otherwise if it says nothing
   */
  static @Nullable Simulation of(Mock mock, @Nullable Simulation otherwise) {
    if (mock.timesOut()) {
      return new Simulation.AttemptsTimeOut();
    }
    if (mock.response() == null && mock.toolCalls() == null) {
      return otherwise;
    }
    List<Simulation.Tool> tools =
        mock.toolCalls() == null ? null : Simulation.tools(mock.toolCalls());
    Simulation answer =
        Simulation.answering(mock.response(), Objects.requireNonNullElse(tools, List.of()));
    Duration delay = mock.delay();
    return delay == null ? answer : new Simulation.Late(delay, answer);
  }
}
