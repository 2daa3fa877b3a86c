package dev.weir.cli;

import dev.weir.cli.terminal.ExitStatus;
import dev.weir.cli.terminal.Terminal;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with the arguments, in a line or two, and where to read more. */
record WrongUsage(Terminal terminal) implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException wrong, String[] arguments) {
    CommandLine command = wrong.getCommandLine();
    terminal.note(String.valueOf(wrong.getMessage()));
    List<String> meant =
        wrong instanceof UnmatchedArgumentException unmatched
            ? unmatched.getSuggestions()
            : List.of();
    if (!meant.isEmpty()) {
      terminal.note("did you mean " + String.join(" or ", meant) + "?");
    }
    terminal.note("see " + command.getCommandSpec().qualifiedName() + " --help");
    return ExitStatus.USAGE.code();
  }
}
