package dev.weir.cli;

import dev.weir.cli.terminal.CommandFailure;
import dev.weir.cli.terminal.ExitStatus;
import dev.weir.cli.terminal.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says in one line why a command failed. */
record Failure(Surroundings surroundings) implements IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    if (e instanceof CommandFailure failure) {
      surroundings.terminal().note(String.valueOf(failure.getMessage()));
      return failure.status().code();
    }
    surroundings.terminal().note("unexpected: " + e + " (WEIR_DEBUG=1 tells where)");
    if (surroundings.variable("WEIR_DEBUG") != null) {
      e.printStackTrace(surroundings.terminal().err());
    }
    return ExitStatus.REFUSED.code();
  }
}
