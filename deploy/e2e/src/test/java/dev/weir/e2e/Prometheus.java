package dev.weir.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real Prometheus of this machine, as a process. */
final class Prometheus implements AutoCloseable {
  private final Process process;
  private final Api api;

  private Prometheus(Process process, Api api) {
    this.process = process;
    this.api = api;
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
  }

  static boolean installed() {
    return onPath("prometheus") && onPath("promtool");
  }

  private static boolean onPath(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .anyMatch(it -> Files.isExecutable(Path.of(it, program)));
  }

  /** What {@code promtool} says; fails unless it is content. */
  static String check(String... words) {
    List<String> command = Stream.concat(Stream.of("promtool", "check"), Stream.of(words)).toList();
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(said).isZero();
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static Prometheus start(Path config, Path home, int port) {
    List<String> command =
        List.of(
            "prometheus",
            "--config.file=" + config,
            "--storage.tsdb.path=" + home.resolve("data"),
            "--web.listen-address=127.0.0.1:" + port,
            "--log.level=warn");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(home.resolve("prometheus.log").toFile())
              .start();
      return new Prometheus(process, new Api(URI.create("http://127.0.0.1:" + port), Map.of()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The samples that a query has now. */
  JsonNode query(String expression) {
    Answer answer =
        api.get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
    assertThat(answer.status()).as(expression + ": " + answer.text()).isEqualTo(200);
    return answer.json().at("/data/result");
  }

  /** The rules as they are being evaluated. */
  JsonNode rules() {
    return api.get("/api/v1/rules").json().at("/data/groups");
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
