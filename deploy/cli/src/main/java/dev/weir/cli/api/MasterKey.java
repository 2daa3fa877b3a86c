package dev.weir.cli.api;

import dev.weir.cli.terminal.CommandFailure;
import dev.weir.cli.terminal.ExitStatus;
import dev.weir.cli.terminal.Surroundings;
import dev.weir.schemas.config.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key that may administer keys. It never comes as an argument: arguments are in the process list
 * and in the shell's history.
 *
 * @param source where it was found, for messages
 */
record MasterKey(Secret secret, String source) {
  private static final String[] VARIABLES = {"WEIR_MASTER_KEY", "LITELLM_MASTER_KEY"};
  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

  /** The first of: the file named, the variables, and what deploy/up made for this machine. */
  static MasterKey find(@Nullable Path file, URI gateway, Surroundings surroundings) {
    if (file != null) {
      return new MasterKey(read(file), file.toString());
    }
    for (String name : VARIABLES) {
      String value = surroundings.variable(name);
      if (value != null) {
        return new MasterKey(new Secret(value.strip()), name);
      }
    }
    Path made = surroundings.home().resolve(".weir").resolve("master-key");
    if (THIS_MACHINE.contains(gateway.getHost()) && Files.isReadable(made)) {
      return new MasterKey(read(made), made.toString());
    }
    throw new CommandFailure(
        ExitStatus.UNAUTHORIZED,
        "no master key: set WEIR_MASTER_KEY, or name a file with --key-file");
  }

  private static Secret read(Path file) {
    try {
      String text = Files.readString(file).strip();
      if (!text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c <= '~')) {
        return new Secret(text);
      }
    } catch (IOException e) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "the key file " + file + " can't be read (" + e.getClass().getSimpleName() + ")");
    }
    throw new CommandFailure(ExitStatus.USAGE, "the key file " + file + " does not hold one key");
  }
}
