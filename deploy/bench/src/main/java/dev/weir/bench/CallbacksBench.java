package dev.weir.bench;

import dev.weir.provider.Script;
import dev.weir.provider.ScriptedProvider;
import dev.weir.provider.otlp.FakeOtlp;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * {@code callbacks}: what the receiver of traces does to calls. The same open-loop load while it
 * takes them, while it is down for a minute, and while it is back; and directly at the provider.
 */
final class CallbacksBench {
  private static final int PER_SECOND = 300;
  private static final Duration WARM_UP = Duration.ofSeconds(15);
  private static final Duration UP = Duration.ofSeconds(20);
  private static final Duration DOWN = Duration.ofSeconds(60);

  private final Path directory;
  private final PrintStream out;
  private final List<String> gatewayOptions;

  CallbacksBench(Path directory, PrintStream out, List<String> gatewayOptions) {
    this.directory = directory;
    this.out = out;
    this.gatewayOptions = gatewayOptions;
  }

  void run() throws IOException, InterruptedException {
    int port = Ports.free();
    FakeOtlp receiver = FakeOtlp.start(port);
    try (ScriptedProvider provider = ScriptedProvider.start(Script.seeded(7));
        Weir weir =
            new Weir(
                directory,
                models(provider.baseUri(), port),
                "callbacks: [otel], ",
                List.of(Ports.free()),
                gatewayOptions)) {
      Target node = weir.ready().getFirst();
      Target direct = new Target("direct", provider.baseUri().getPort(), "sk-provider");
      out.printf("%d calls/s, latency in microseconds from the intended start%n", PER_SECOND);
      OpenLoop.run(node, PER_SECOND, WARM_UP);
      print("direct", OpenLoop.run(direct, PER_SECOND, UP));
      print("receiver takes traces", OpenLoop.run(node, PER_SECOND, UP));
      receiver.close();
      print("receiver is down", OpenLoop.run(node, PER_SECOND, DOWN));
      counts(node);
      receiver = FakeOtlp.start(port);
      print("receiver is back", OpenLoop.run(node, PER_SECOND, UP));
      counts(node);
    } finally {
      receiver.close();
    }
  }

  private static String models(URI provider, int receiver) {
    return """
    environment_variables: {OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:%d"}
    model_list:
      - model_name: gpt-4o
        litellm_params: {model: openai/gpt-4o, api_key: sk-provider, api_base: %s/v1}
    """
        .formatted(receiver, provider);
  }

  private void print(String when, OpenLoop.Latency latency) {
    out.printf(
        Locale.ROOT,
        "  %s: p50 %.0f, p99 %.0f, errors %d%n",
        when,
        latency.p50(),
        latency.p99(),
        latency.errors());
  }

  private void counts(Target node) throws IOException, InterruptedException {
    var page = URI.create("http://127.0.0.1:" + node.port() + "/metrics");
    HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofLines())
        .body()
        .filter(line -> line.startsWith("weir_callback_"))
        .forEach(line -> out.println("    " + line));
  }
}
