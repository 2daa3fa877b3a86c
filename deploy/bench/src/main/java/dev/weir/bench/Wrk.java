package dev.weir.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Closed-loop load by wrk: one thread, some connections. */
final class Wrk {
  private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
  private static final Pattern ERRORS = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");
  private static final Pattern P99 = Pattern.compile("99%\\s+(\\S+)");

  private Wrk() {}

  /**
   * What wrk said.
   *
   * @param p99 as wrk prints it
   */
  record Rate(double perSecond, String p99, long errors, long calls) {}

  static Rate run(Path directory, Target target, int connections, Duration duration)
      throws IOException, InterruptedException {
    Path script =
        Files.writeString(
            directory.resolve(target.name() + ".lua"),
            """
            wrk.method = "POST"
            wrk.headers["Content-Type"] = "application/json"
            wrk.headers["Authorization"] = "Bearer %s"
            wrk.body = [[%s]]
            """
                .formatted(target.key(), Target.body()));
    Process wrk =
        new ProcessBuilder(
                List.of(
                    "wrk",
                    "-t1",
                    "-c" + connections,
                    "-d" + duration.toSeconds() + "s",
                    "--latency",
                    "-s",
                    script.toString(),
                    "http://127.0.0.1:" + target.port() + Target.PATH))
            .redirectErrorStream(true)
            .start();
    String said = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    wrk.waitFor();
    Matcher rate = RATE.matcher(said);
    if (!rate.find()) {
      throw new IOException("wrk said: " + said);
    }
    Matcher errors = ERRORS.matcher(said);
    Matcher p99 = P99.matcher(said);
    return new Rate(
        Double.parseDouble(rate.group(1)),
        p99.find() ? p99.group(1) : "?",
        errors.find() ? Long.parseLong(errors.group(1)) : 0,
        Math.round(Double.parseDouble(rate.group(1)) * duration.toSeconds()));
  }
}
