package dev.weir.cli.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;

/** Where a command under test writes. */
public final class Captured {
  /** The time of all tests. */
  public static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** As when it is piped. */
  public Surroundings piped(Map<String, String> environment, String in) {
    return surroundings(environment, in, false);
  }

  /** As on a terminal, without colours. */
  public Surroundings shown(int width, String in) {
    return surroundings(Map.of("COLUMNS", String.valueOf(width), "NO_COLOR", "1"), in, true);
  }

  private Surroundings surroundings(Map<String, String> environment, String in, boolean terminal) {
    return new Surroundings(
        Terminal.of(
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            terminal,
            environment),
        environment,
        Path.of("no", "such", "home"),
        new ByteArrayInputStream(in.getBytes(UTF_8)),
        InstantSource.fixed(NOW),
        ZoneOffset.UTC);
  }

  /** What standard output got. */
  public String out() {
    return out.toString(UTF_8);
  }

  /** What standard error got. */
  public String err() {
    return err.toString(UTF_8);
  }
}
