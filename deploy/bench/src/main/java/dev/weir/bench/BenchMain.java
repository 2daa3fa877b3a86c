package dev.weir.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * {@code BenchMain proxy [GATEWAY JVM OPTIONS]}, which needs nginx and wrk on the PATH, or the same
 * with {@code outage}, {@code rates}, {@code callbacks} or {@code cache}.
 */
public final class BenchMain {
  private static final List<String> DEFAULT_OPTIONS = List.of("-Xmx512m", "-XX:+UseParallelGC");

  private BenchMain() {}

  /** Exits with 1 if the command is unknown or a tool is missing. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    String command = arguments.length == 0 ? "" : arguments[0];
    List<String> given =
        Arrays.asList(arguments).subList(Math.min(1, arguments.length), arguments.length);
    List<String> options = given.isEmpty() ? DEFAULT_OPTIONS : given;
    switch (command) {
      case "proxy" -> {
        require("nginx", "wrk");
        new ProxyBench(ProxyBench.scratch(), System.out, options).run();
      }
      case "outage" -> new OutageBench(ProxyBench.scratch(), System.out, options).run();
      case "cache" -> new CacheBench(ProxyBench.scratch(), System.out, options).run();
      case "rates" -> new RatesBench(ProxyBench.scratch(), System.out, options).run();
      case "callbacks" -> new CallbacksBench(ProxyBench.scratch(), System.out, options).run();
      default -> {
        System.err.println(
            "usage: deploy/bench/run proxy|outage|rates|callbacks|cache [JVM options of the"
                + " gateway]");
        System.exit(1);
      }
    }
    System.exit(0);
  }

  private static void require(String... tools) {
    for (String tool : tools) {
      if (!onPath(tool)) {
        System.err.println(tool + " is not on the PATH: install it to run this benchmark");
        System.exit(1);
      }
    }
  }

  private static boolean onPath(String tool) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
        .anyMatch(folder -> Path.of(folder, tool).toFile().canExecute());
  }
}
