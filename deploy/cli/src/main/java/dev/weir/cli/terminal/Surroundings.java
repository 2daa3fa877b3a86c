package dev.weir.cli.terminal;

import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a command finds when it starts.
 *
 * @param home the user's folder
 * @param in standard input
 * @param zone of the clock on the wall
 */
public record Surroundings(
    Terminal terminal,
    Map<String, String> environment,
    Path home,
    InputStream in,
    InstantSource clock,
    ZoneId zone) {
  public Surroundings {
    environment = Map.copyOf(environment);
  }

  /** The first of these variables that is set and not empty; null: none is. */
  public @Nullable String variable(String... names) {
    for (String name : names) {
      String value = environment.getOrDefault(name, "");
      if (!value.isEmpty()) {
        return value;
      }
    }
    return null;
  }

  /** The next line of standard input; empty at its end. */
  public String line() {
    // Not more than the line: what follows may be for whoever reads after us.
    var line = new StringBuilder();
    try {
      for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
        line.append((char) c);
      }
    } catch (IOException e) {
      throw new CommandFailure(ExitStatus.USAGE, "standard input can't be read");
    }
    return line.toString().strip();
  }

  /** The next line, asked for without showing it where a person types. */
  public String hiddenLine(String prompt) {
    Console console = terminal.interactive() ? System.console() : null;
    char[] typed = console == null ? null : console.readPassword("%s", prompt);
    return typed == null ? line() : new String(typed).strip();
  }
}
