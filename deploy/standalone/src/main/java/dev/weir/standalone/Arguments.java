package dev.weir.standalone;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * What the command line of {@code deploy/up} says.
 *
 * @param config empty = the configuration that comes with Weir
 * @param port of the gateway; 0 for a free one
 * @param data where everything is kept over restarts
 * @param host the address that the gateway listens on
 * @param stopWhenReady whether it is a rehearsal
 */
record Arguments(Optional<Path> config, int port, Path data, String host, boolean stopWhenReady) {
  private static final int LAST_PORT = 65_535;

  static final String USAGE =
      """
      usage: deploy/up [--config FILE] [--port N] [--data DIR] [--host ADDRESS] [--stop-when-ready]

        --config FILE    a LiteLLM configuration file (default: one with demo providers)
        --port N         of the gateway (default 4000)
        --data DIR       where everything is kept over restarts (default ~/.weir)
        --host ADDRESS   what the gateway listens on (default 127.0.0.1; 0.0.0.0 = every interface)
        --stop-when-ready  ends as soon as everything runs: for a trial of a configuration
      """;

  static Arguments defaults(Path home) {
    return new Arguments(Optional.empty(), 4000, home.resolve(".weir"), "127.0.0.1", false);
  }

  /**
   * @throws SetupException if the arguments are wrong
   */
  static Arguments parse(List<String> words, Path home) {
    var arguments = defaults(home);
    for (Iterator<String> left = words.iterator(); left.hasNext(); ) {
      arguments = arguments.with(left.next(), left);
    }
    return arguments;
  }

  private Arguments with(String option, Iterator<String> left) {
    return switch (option) {
      case "--config" ->
          new Arguments(Optional.of(path(option, left)), port, data, host, stopWhenReady);
      case "--port" -> new Arguments(config, port(value(option, left)), data, host, stopWhenReady);
      case "--data" -> new Arguments(config, port, path(option, left), host, stopWhenReady);
      case "--host" -> new Arguments(config, port, data, value(option, left), stopWhenReady);
      case "--stop-when-ready" -> new Arguments(config, port, data, host, true);
      default ->
          throw new SetupException("unknown argument `" + option + "`; deploy/up --help lists all");
    };
  }

  private static String value(String option, Iterator<String> left) {
    if (!left.hasNext()) {
      throw new SetupException(option + " needs a value");
    }
    return left.next();
  }

  private static Path path(String option, Iterator<String> left) {
    String value = value(option, left);
    try {
      return Path.of(value);
    } catch (InvalidPathException e) {
      throw new SetupException(option + ": `" + value + "` is not a path");
    }
  }

  private static int port(String value) {
    int port = value.matches("[0-9]{1,5}") ? Integer.parseInt(value) : -1;
    if (port < 0 || port > LAST_PORT) {
      throw new SetupException("--port: found `" + value + "`, expected a number up to 65535");
    }
    return port;
  }
}
