package dev.weir.cli.check;

import dev.weir.cli.terminal.ExitStatus;
import dev.weir.cli.terminal.OutputOptions;
import dev.weir.cli.terminal.Style;
import dev.weir.cli.terminal.Surroundings;
import dev.weir.cli.terminal.Terminal;
import dev.weir.schemas.config.ConfigLoader;
import dev.weir.schemas.config.LoadResult;
import dev.weir.schemas.config.MissingVariables;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir check [FILE]}: whether services would start with a configuration file. */
@Command(
    name = "check",
    abbreviateSynopsis = true,
    description = {
      "Reads a configuration file, LiteLLM's or Weir's, as services would, and says everything that"
          + " is to be said of it: errors, what is not supported, variables that are not set."
          + " Starts nothing.",
    },
    footer = {
      "",
      "Exit status: 0 if services would start with the file, else 1.",
      "",
      "Examples:",
      "  weir check litellm_config.yaml",
      "  weir check --allow-missing config.yaml       in CI, where the secrets are not",
      "  weir check --json | jq '.errors[].setting'"
    })
public final class CheckCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  private final OutputOptions output;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      defaultValue = "config.yaml",
      description = "The file (default: ${DEFAULT-VALUE}).")
  private Path file = Path.of("config.yaml");

  @Option(
      names = "--allow-missing",
      description = "A variable that is not set is a warning and no error.")
  private boolean allowMissing;

  /** Nothing checked yet. */
  public CheckCommand(Surroundings surroundings, OutputOptions output) {
    this.surroundings = surroundings;
    this.output = output;
  }

  @Override
  public Integer call() {
    LoadResult result =
        ConfigLoader.load(file, surroundings.environment(), MissingVariables.COLLECT);
    Findings findings = Findings.of(result, allowMissing);
    if (output.json()) {
      surroundings.terminal().print(CheckJson.of(file, findings));
    } else {
      print(findings, surroundings.terminal());
    }
    return (findings.errors().isEmpty() ? ExitStatus.DONE : ExitStatus.REFUSED).code();
  }

  private void print(Findings findings, Terminal terminal) {
    findings.warnings().forEach(it -> terminal.print(Style.WARNING, "warning: ", it.toString()));
    findings.errors().forEach(it -> terminal.print(Style.BAD, "error: ", it.toString()));
    if (!findings.missing().isEmpty()) {
      terminal.print(Style.HEADING, "not set: ", String.join(", ", findings.missing()));
    }
    terminal.print(Style.HEADING, file + ": ", findings.summary());
  }
}
