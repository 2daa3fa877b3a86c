package dev.weir.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** {@code BenchMain proxy [GATEWAY JVM OPTIONS]}: needs nginx and wrk on the PATH. */
public final class BenchMain {
  private static final List<String> DEFAULT_OPTIONS = List.of("-Xmx512m", "-XX:+UseParallelGC");

  private BenchMain() {}

  /** Exits with 1 if the command is unknown or a tool is missing. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length == 0 || !arguments[0].equals("proxy")) {
      System.err.println("usage: deploy/bench/run proxy [JVM options of the gateway]");
      System.exit(1);
    }
    for (String tool : List.of("nginx", "wrk")) {
      if (!onPath(tool)) {
        System.err.println(tool + " is not on the PATH: install it to run this benchmark");
        System.exit(1);
      }
    }
    List<String> options = Arrays.asList(arguments).subList(1, arguments.length);
    new ProxyBench(ProxyBench.scratch(), System.out, options.isEmpty() ? DEFAULT_OPTIONS : options)
        .run();
    System.exit(0);
  }

  private static boolean onPath(String tool) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
        .anyMatch(folder -> Path.of(folder, tool).toFile().canExecute());
  }
}
