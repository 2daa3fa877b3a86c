package dev.weir.gateway.config;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The command line of a gateway process: LiteLLM's, as far as it has a meaning here. */
public sealed interface Arguments {
  /** How to call it. */
  String USAGE = "usage: --config FILE [--port N] [--host ADDRESS] [--detailed_debug]";

  /**
   * Run.
   *
   * @param port LiteLLM's 4000 when not given; 0: a free one
   * @param host every address when not given
   * @param detailedDebug log the decisions of each call
   * @param notes what is accepted and has no meaning here
   */
  record Run(Path config, int port, String host, boolean detailedDebug, List<String> notes)
      implements Arguments {
    public Run {
      notes = List.copyOf(notes);
    }
  }

  /** Not a command line; the message says why. */
  record Wrong(String message) implements Arguments {}

  /** Reads a command line. */
  static Arguments parse(String... words) {
    var reader = new Reader(new ArrayDeque<>(List.of(words)));
    try {
      return reader.read();
    } catch (IllegalArgumentException e) {
      return new Wrong(e.getMessage() + "; " + USAGE);
    }
  }

  /** Takes words one after the other. */
  final class Reader {
    private static final int DEFAULT_PORT = 4000;
    private static final int LAST_PORT = 65_535;

    private final Deque<String> words;
    private final List<String> notes = new ArrayList<>();
    private @Nullable Path config;
    private int port = DEFAULT_PORT;
    private String host = "0.0.0.0";
    private boolean detailedDebug;

    private Reader(Deque<String> words) {
      this.words = words;
    }

    private Arguments read() {
      for (String word = words.poll(); word != null; word = words.poll()) {
        option(word);
      }
      if (config == null) {
        throw new IllegalArgumentException("--config is missing");
      }
      return new Run(config, port, host, detailedDebug, notes);
    }

    private void option(String word) {
      switch (word) {
        case "--config", "-c" -> config = Path.of(value(word));
        case "--port" -> port = port(value(word));
        case "--host" -> host = value(word);
        case "--detailed_debug" -> detailedDebug = true;
        case "--num_workers" ->
            notes.add("--num_workers " + value(word) + " is ignored: one process uses all cores");
        default -> throw new IllegalArgumentException("unknown argument " + word);
      }
    }

    private String value(String option) {
      String value = words.poll();
      if (value == null) {
        throw new IllegalArgumentException(option + " has no value");
      }
      return value;
    }

    private static int port(String text) {
      try {
        int port = Integer.parseInt(text);
        if (port >= 0 && port <= LAST_PORT) {
          return port;
        }
      } catch (NumberFormatException _) {
        // Told below.
      }
      throw new IllegalArgumentException("--port " + text + " is not a port (0 to 65535)");
    }
  }
}
