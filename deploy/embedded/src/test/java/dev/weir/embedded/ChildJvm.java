package dev.weir.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A JVM of its own that runs one server, to be ended in good order or killed. */
final class ChildJvm implements AutoCloseable {
  private final Process process;
  private final String address;

  private ChildJvm(Process process) throws IOException {
    this.process = process;
    this.address = new BufferedReader(process.inputReader()).readLine();
  }

  /** Returns when the server takes requests. */
  static ChildJvm start(String server, Path directory) throws IOException {
    return new ChildJvm(
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ChildJvm.class.getName(),
                server,
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  /** As the server printed it; null if it failed. */
  String address() {
    return address;
  }

  void exit() throws IOException, InterruptedException {
    process.outputWriter().close();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the JVM did not exit");
    }
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  public static void main(String[] args) throws IOException {
    var directory = Path.of(args[1]);
    System.out.println(
        switch (args[0]) {
          case "kafka" -> EmbeddedKafka.start(directory, 0, 0).bootstrapServers();
          case "redis" -> RedisServer.start(directory, 0).uri();
          case "redis-without-hook" -> RedisServer.start(directory, 0).withoutExitHook().uri();
          default -> throw new IllegalArgumentException(args[0]);
        });
    System.in.read(); // Until the parent closes it.
    System.exit(0);
  }
}
