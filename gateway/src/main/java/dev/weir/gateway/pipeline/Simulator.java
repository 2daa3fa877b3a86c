package dev.weir.gateway.pipeline;

import dev.weir.gateway.core.Failure;
import dev.weir.gateway.core.Failure.Kind;
import dev.weir.gateway.core.Simulation;
import dev.weir.gateway.translate.SimulatedAnswer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/** Does what a test switch asks for, in place of an attempt. */
final class Simulator {
  private static final Duration UNUSED = Duration.ofSeconds(1);

  private final Call call;
  private final Outlet outlet;
  private final Clockwork.Pause pause;
  private final InstantSource clock;

  Simulator(Call call, Outlet outlet, Clockwork.Pause pause, InstantSource clock) {
    this.call = call;
    this.outlet = outlet;
    this.pause = pause;
    this.clock = clock;
  }

  static Failure failure(Kind kind, String group) {
    return new Failure(
        kind,
        0,
        null,
        "This is a mock exception for model=" + group + ", to trigger a fallback.",
        null,
        null);
  }

  Result run(Simulation simulation, Hop hop) {
    return switch (simulation) {
      case Simulation.GroupFails(Kind kind) ->
          new Result.Failed(failure(kind, hop.candidate().group()), Map.of());
      case Simulation.AttemptsFail(Failure failure) -> new Result.Failed(failure, Map.of());
      case Simulation.AttemptsTimeOut() -> timeOut(hop);
      case Simulation.Answers answer -> answer(answer, hop);
      case Simulation.Late(Duration delay, Simulation then) -> {
        sleep(delay);
        yield run(then, hop);
      }
    };
  }

  private Result timeOut(Hop hop) {
    sleep(AttemptDeadlines.of(hop, call, UNUSED, UNUSED).answer());
    return new Result.Failed(
        new Failure(Kind.TIMEOUT, 0, null, "This is a mock timeout.", null, null), Map.of());
  }

  private void sleep(Duration duration) {
    try {
      pause.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Result answer(Simulation.Answers what, Hop hop) {
    var deployment = hop.candidate().deployment();
    var served =
        new Served(
            call.id(), deployment.route(), hop.retries(), hop.fallbacks(), null, Map.of(), null);
    var answer = new SimulatedAnswer(call.request(), what, deployment.group(), clock.instant());
    Turn turn = outlet.turn();
    try {
      if (call.request().stream()) {
        turn.begin(served);
        turn.finish(answer.stream());
      } else {
        turn.answer(served, answer.complete());
      }
      return new Result.Answered();
    } catch (ClientGoneException e) {
      return new Result.Over();
    }
  }
}
