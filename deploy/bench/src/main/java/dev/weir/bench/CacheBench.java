package dev.weir.bench;

import dev.weir.provider.Script;
import dev.weir.provider.ScriptedProvider;
import dev.weir.schemas.redis.RedisLink;
import dev.weir.schemas.redis.RedisUnavailableException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * {@code cache}: what a hit of the response cache takes at its client, beside a read of the same
 * bytes directly from the same Redis, one after the other in turns of one run. The answer to a
 * health check says what of it HTTP and its client take.
 */
final class CacheBench {
  /** Of each kind: enough for the JIT, however busy the machine. */
  private static final int WARM_UP = 20_000;

  private static final int ROUNDS = 3;
  private static final int READS = 3_000;
  private static final String CACHING = "cache: true, cache_params: {type: redis}, ";

  private final Path directory;
  private final PrintStream out;
  private final List<String> gatewayOptions;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private int misses;

  private interface Read {
    void run() throws IOException, InterruptedException, RedisUnavailableException;
  }

  CacheBench(Path directory, PrintStream out, List<String> gatewayOptions) {
    this.directory = directory;
    this.out = out;
    this.gatewayOptions = gatewayOptions;
  }

  void run() throws IOException, InterruptedException {
    try (ScriptedProvider provider = ScriptedProvider.start(Script.seeded(7));
        Weir weir =
            new Weir(directory, models(provider), CACHING, List.of(Ports.free()), gatewayOptions)) {
      Target node = weir.ready().getFirst();
      HttpRequest call = call(node);
      String key = stored(call);
      try (RedisLink redis = RedisLink.open(weir.redis(), Duration.ofSeconds(1))) {
        measure(redis, "weir:cache:" + key, call, live(node));
      } catch (RedisUnavailableException e) {
        throw new IOException(e);
      }
      out.printf(Locale.ROOT, "calls to the provider: %d%n", provider.requests().size());
    }
  }

  private static String models(ScriptedProvider provider) {
    return """
    model_list:
      - model_name: gpt-4o
        litellm_params: {model: openai/gpt-4o, api_key: sk-provider, api_base: %s/v1}
    """
        .formatted(provider.baseUri());
  }

  private static HttpRequest call(Target node) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.port() + Target.PATH))
        .header("content-type", "application/json")
        .header("authorization", "Bearer " + node.key())
        .POST(HttpRequest.BodyPublishers.ofString(Target.body()))
        .build();
  }

  private static HttpRequest live(Target node) {
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + node.port() + "/health/liveness"))
        .build();
  }

  /** Makes the call until it is a hit; its key. */
  private String stored(HttpRequest call) throws IOException, InterruptedException {
    HttpResponse<String> answer = client.send(call, BodyHandlers.ofString());
    while (answer.statusCode() == 200 && !isHit(answer)) {
      Thread.sleep(10);
      answer = client.send(call, BodyHandlers.ofString());
    }
    return answer
        .headers()
        .firstValue("x-litellm-cache-key")
        .orElseThrow(() -> new IOException("the call is not cached"));
  }

  private static boolean isHit(HttpResponse<?> answer) {
    return answer.headers().firstValue("x-weir-cache").isPresent();
  }

  private void measure(RedisLink redis, String key, HttpRequest call, HttpRequest live)
      throws IOException, InterruptedException, RedisUnavailableException {
    Read direct = () -> redis.values(List.of(key));
    Read health = () -> client.send(live, BodyHandlers.ofByteArray());
    Read hit = () -> misses += isHit(client.send(call, BodyHandlers.ofByteArray())) ? 0 : 1;
    for (int i = 0; i < WARM_UP; i++) {
      hit.run();
      direct.run();
      health.run();
    }
    misses = 0;
    for (int round = 1; round <= ROUNDS; round++) {
      double[] redisMicros = micros(direct);
      double[] healthMicros = micros(health);
      double[] hitMicros = micros(hit);
      out.printf(
          Locale.ROOT,
          "round %d, microseconds p50 / p99: Redis read %.0f / %.0f, health check %.0f / %.0f,"
              + " hit %.0f / %.0f; a hit adds to a Redis read %.0f / %.0f; misses %d%n",
          round,
          at(redisMicros, 0.5),
          at(redisMicros, 0.99),
          at(healthMicros, 0.5),
          at(healthMicros, 0.99),
          at(hitMicros, 0.5),
          at(hitMicros, 0.99),
          at(hitMicros, 0.5) - at(redisMicros, 0.5),
          at(hitMicros, 0.99) - at(redisMicros, 0.99),
          misses);
    }
  }

  private static double[] micros(Read read)
      throws IOException, InterruptedException, RedisUnavailableException {
    double[] micros = new double[READS];
    for (int i = 0; i < READS; i++) {
      long start = System.nanoTime();
      read.run();
      micros[i] = (System.nanoTime() - start) / 1e3;
    }
    Arrays.sort(micros);
    return micros;
  }

  private static double at(double[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * sorted.length))];
  }
}
