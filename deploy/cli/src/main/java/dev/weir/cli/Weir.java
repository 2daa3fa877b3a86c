package dev.weir.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.cli.check.CheckCommand;
import dev.weir.cli.keys.KeysCommand;
import dev.weir.cli.spend.SpendCommand;
import dev.weir.cli.tail.TailCommand;
import dev.weir.cli.terminal.ExitStatus;
import dev.weir.cli.terminal.OutputOptions;
import dev.weir.cli.terminal.Surroundings;
import dev.weir.cli.terminal.Terminal;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command itself: it is what its subcommands do. */
@Command(
    name = "weir",
    abbreviateSynopsis = true,
    description = "Checks configurations, and looks after a running Weir.",
    footer = {
      "",
      "Exit status: 0 done; 1 refused, or errors in the file; 2 wrong usage;",
      "3 gateway or Kafka not reached; 4 key or credentials not accepted."
    })
public final class Weir {
  private static final int MOST_WIDTH = 100;
  private static final int LEAST_WIDTH = 55; // picocli's own limit

  @Mixin private final OutputOptions output = new OutputOptions();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "This text.")
  @SuppressWarnings("UnusedVariable") // picocli looks at it
  private boolean help;

  private Weir() {}

  /**
   * Does what the arguments say.
   *
   * @return the exit status, one of {@link ExitStatus}
   */
  public static int run(Surroundings surroundings, String... arguments) {
    return commandLine(surroundings).execute(arguments);
  }

  private static CommandLine commandLine(Surroundings surroundings) {
    var weir = new Weir();
    var line = new CommandLine(weir);
    line.addSubcommand(new CheckCommand(surroundings, weir.output));
    line.addSubcommand(KeysCommand.commandLine(surroundings, weir.output));
    line.addSubcommand(new SpendCommand(surroundings, weir.output));
    line.addSubcommand(new TailCommand(surroundings, weir.output));
    Terminal terminal = surroundings.terminal();
    line.setOut(new PrintWriter(terminal.out(), true, UTF_8));
    line.setErr(new PrintWriter(terminal.err(), true, UTF_8));
    Ansi ansi = terminal.colour() ? Ansi.ON : Ansi.OFF;
    line.setColorScheme(CommandLine.Help.defaultColorScheme(ansi));
    line.setUsageHelpWidth(Math.clamp(terminal.width(), LEAST_WIDTH, MOST_WIDTH));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler(new WrongUsage(terminal));
    line.setExecutionExceptionHandler(new Failure(surroundings));
    return line;
  }
}
