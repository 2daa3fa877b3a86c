package dev.weir.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One service in a JVM of its own, with nothing of this JVM's environment. */
final class ServiceProcess implements AutoCloseable {
  private static final Duration STOP = Duration.ofSeconds(40);
  private static final int SHOWN_LINES = 40;

  private final String name;
  private final Path log;
  private final Process process;
  private volatile boolean wanted = true;

  private ServiceProcess(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
    // A test run that is stopped takes its services with it.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
  }

  /** Starts; what it prints is appended to the log. */
  static ServiceProcess start(
      String name,
      String mainClass,
      List<String> arguments,
      Map<String, String> environment,
      Path log) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                mainClass));
    command.addAll(arguments);
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().clear();
    builder.environment().put("PATH", System.getenv("PATH"));
    builder.environment().putAll(environment);
    try {
      return new ServiceProcess(name, log, builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fails with the end of its log if it has ended by itself. */
  void requireAlive() {
    if (wanted && !process.isAlive()) {
      throw new AssertionError(name + " ended with " + process.exitValue() + ":\n" + lastLines());
    }
  }

  /** SIGKILL. */
  void kill() {
    wanted = false;
    await(process.destroyForcibly());
  }

  /** SIGTERM, and its end. */
  void stop() {
    wanted = false;
    process.destroy();
    await(process);
  }

  private void await(Process ending) {
    try {
      if (!ending.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
        ending.destroyForcibly();
        throw new AssertionError(name + " did not end in " + STOP + ":\n" + lastLines());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** All that it printed. */
  String printed() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String lastLines() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join(
          "\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
    } catch (IOException e) {
      return log + ": " + e;
    }
  }

  @Override
  public void close() {
    kill();
  }
}
