package dev.weir.bench;

import dev.weir.provider.ProviderMain;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * {@code proxy}: Weir with everything on, beside nginx {@code proxy_pass} to the same scripted
 * provider, in turns of one run. Prints ratios: absolute figures say more about the machine.
 */
final class ProxyBench {
  /**
   * The compilers share the cores with all else, and go on for longer than it seems: after 40 s two
   * windows brought no tenth more, and after 90 s there were twice as many calls. So until three
   * windows bring no twentieth more, and not before 90 s.
   */
  private static final Duration WARM_UP = Duration.ofSeconds(10);

  private static final int FEWEST_WARM_UPS = 9;
  private static final int MOST_WARM_UPS = 18;
  private static final Duration WINDOW = Duration.ofSeconds(8);
  private static final int ROUNDS = 3;
  private static final List<Integer> CONNECTIONS = List.of(10, 32);
  private static final List<Integer> RATES = List.of(500, 1_000);

  private final Path directory;
  private final PrintStream out;
  private final List<String> gatewayOptions;

  ProxyBench(Path directory, PrintStream out, List<String> gatewayOptions) {
    this.directory = directory;
    this.out = out;
    this.gatewayOptions = gatewayOptions;
  }

  void run() throws IOException, InterruptedException {
    int providerPort = Ports.free();
    int nginxPort = Ports.free();
    Path recording = directory.resolve("gateway.jfr");
    List<String> options = new ArrayList<>(gatewayOptions);
    options.add("-XX:StartFlightRecording:settings=profile,filename=" + recording);
    options.add("-Xlog:jfr*=off");
    try (Child _ = provider(providerPort);
        Child nginx = Nginx.start(directory, nginxPort, providerPort);
        Weir weir = new Weir(directory, models(providerPort), List.of(Ports.free()), options)) {
      Target direct = new Target("direct", providerPort, "sk-provider");
      Target bare = new Target("nginx", nginxPort, "sk-provider");
      Target ours = weir.ready().getFirst();
      Wrk.run(directory, bare, 32, Duration.ofSeconds(3));
      warmUp(ours);
      throughput(direct, bare, ours);
      processorTime(bare, nginx, ours, weir);
      latency(direct, bare, ours);
      memory(weir.gateway());
    }
    profile(recording);
  }

  private Child provider(int port) throws IOException {
    return Child.java(
        directory.resolve("provider.log"),
        List.of("-Xmx512m", "-XX:+UseParallelGC"),
        ProviderMain.class.getName(),
        List.of("--port", Integer.toString(port), "--no-ledger"));
  }

  private void warmUp(Target ours) throws IOException, InterruptedException {
    double best = 0;
    int level = 0;
    for (int i = 0; i < MOST_WARM_UPS && (i < FEWEST_WARM_UPS || level < 3); i++) {
      double rate = Wrk.run(directory, ours, 32, WARM_UP).perSecond();
      out.printf(Locale.ROOT, "warm-up: %.0f calls/s%n", rate);
      level = rate < 1.05 * best ? level + 1 : 0;
      best = Math.max(best, rate);
    }
  }

  /**
   * What a call costs each process. All share the cores here; elsewhere accounting and the broker
   * have machines of their own, so the gateway's figure beside nginx' is what a node can do.
   */
  private void processorTime(Target bare, Child nginx, Target ours, Weir weir)
      throws IOException, InterruptedException {
    long before = nginx.cpuNanos();
    long nginxCalls = Wrk.run(directory, bare, 32, WINDOW).calls();
    double proxied = (nginx.cpuNanos() - before) / 1e3 / nginxCalls;
    long gateway = weir.gateway().cpuNanos();
    long accounting = weir.accounting().cpuNanos();
    long calls = Wrk.run(directory, ours, 32, WINDOW).calls();
    double served = (weir.gateway().cpuNanos() - gateway) / 1e3 / calls;
    out.printf(
        Locale.ROOT,
        "processor time a call, microseconds: nginx %.0f, gateway %.0f (nginx / gateway = %.2f),"
            + " accounting %.0f%n",
        proxied,
        served,
        proxied / served,
        (weir.accounting().cpuNanos() - accounting) / 1e3 / calls);
  }

  private void throughput(Target... targets) throws IOException, InterruptedException {
    out.println("closed loop, calls/s (p99, errors), " + ROUNDS + " rounds in turn");
    for (int connections : CONNECTIONS) {
      double[] sums = new double[targets.length];
      for (int round = 0; round < ROUNDS; round++) {
        StringBuilder line = new StringBuilder("  c=" + connections);
        for (int i = 0; i < targets.length; i++) {
          Wrk.Rate rate = Wrk.run(directory, targets[i], connections, WINDOW);
          sums[i] += rate.perSecond();
          line.append(
              "  %s %.0f (%s, %d)"
                  .formatted(targets[i].name(), rate.perSecond(), rate.p99(), rate.errors()));
        }
        out.println(line);
      }
      out.printf(
          Locale.ROOT,
          "  c=%d  weir / nginx = %.2f%n",
          connections,
          sums[targets.length - 1] / sums[targets.length - 2]);
    }
  }

  private void latency(Target direct, Target bare, Target ours) throws InterruptedException {
    out.println("open loop, latency in microseconds from the intended start");
    for (int rate : RATES) {
      OpenLoop.Latency base = OpenLoop.run(direct, rate, WINDOW);
      OpenLoop.Latency nginx = OpenLoop.run(bare, rate, WINDOW);
      OpenLoop.Latency weir = OpenLoop.run(ours, rate, WINDOW);
      out.printf(
          Locale.ROOT,
          "  %d/s  direct p50 %.0f p99 %.0f | nginx adds p50 %.0f p99 %.0f"
              + " | weir adds p50 %.0f p99 %.0f | errors %d %d %d%n",
          rate,
          base.p50(),
          base.p99(),
          nginx.p50() - base.p50(),
          nginx.p99() - base.p99(),
          weir.p50() - base.p50(),
          weir.p99() - base.p99(),
          base.errors(),
          nginx.errors(),
          weir.errors());
    }
  }

  private void memory(Child gateway) throws IOException, InterruptedException {
    out.println("gateway memory: RSS " + gateway.residentMiB() + " MiB");
    print(List.of(tool("jcmd"), Long.toString(gateway.process().pid()), "GC.heap_info"), 4);
  }

  private void profile(Path recording) throws IOException, InterruptedException {
    out.println("where the time goes (" + recording + ")");
    print(List.of(tool("jfr"), "view", "--width", "120", "hot-methods", recording.toString()), 24);
  }

  private void print(List<String> command, int lines) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    said.lines().limit(lines).forEach(line -> out.println("  " + line));
  }

  private static String tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  private static String models(int providerPort) {
    return """
    model_list:
      - model_name: gpt-4o
        litellm_params:
          model: openai/gpt-4o
          api_key: sk-provider
          api_base: http://127.0.0.1:%d/v1
    """
        .formatted(providerPort);
  }

  static Path scratch() throws IOException {
    return Files.createTempDirectory("weir-bench");
  }
}
