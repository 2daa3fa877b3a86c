package dev.weir.cli.terminal;

import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** For whom a command writes. */
public final class OutputOptions {
  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "For programs: one JSON object a line, money in nano-USD.")
  private boolean json;

  /** Whether programs read it. */
  public boolean json() {
    return json;
  }
}
