package dev.weir.cli;

import dev.weir.cli.terminal.Surroundings;
import dev.weir.cli.terminal.Terminal;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** {@code weir}: the command for people. */
public final class WeirMain {
  private WeirMain() {}

  /** Exits with a status of {@link dev.weir.cli.terminal.ExitStatus}. */
  public static void main(String[] arguments) {
    // UTF-8 whatever the locale: names are, and a POSIX locale would make question marks of them.
    var out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    var err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    var surroundings =
        new Surroundings(
            Terminal.of(out, err, isTerminal(System.console()), System.getenv()),
            System.getenv(),
            home(System.getenv("HOME")),
            System.in,
            InstantSource.system(),
            ZoneId.systemDefault());
    System.exit(Weir.run(surroundings, arguments));
  }

  /** Java's own user.home does not follow the variable. */
  private static Path home(@Nullable String variable) {
    return Path.of(variable == null ? System.getProperty("user.home") : variable);
  }

  private static boolean isTerminal(@Nullable Console console) {
    return console != null && console.isTerminal();
  }
}
