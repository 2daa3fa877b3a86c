package dev.weir.provider;

import dev.weir.provider.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What arrived: counts per model, and the newest requests. */
final class Traffic {

  static final int KEPT_REQUESTS = 256;
  private static final int KEPT_BODY = 128 * 1024;
  private static final Set<String> CREDENTIALS = Set.of("authorization", "x-api-key", "api-key");

  private final boolean recording;
  private final Map<String, Counters> models = new ConcurrentHashMap<>();
  private final Deque<Received> requests = new ArrayDeque<>();
  private long sequence;

  Traffic(boolean recording) {
    this.recording = recording;
  }

  Counters of(String model) {
    Counters counters = models.get(model);
    return counters != null ? counters : models.computeIfAbsent(model, _ -> new Counters());
  }

  void keep(HttpRequest request) {
    if (!recording) {
      return;
    }
    Map<String, String> headers = new LinkedHashMap<>(request.headers().asMap());
    headers.replaceAll((name, value) -> CREDENTIALS.contains(name) ? suffix(value) : value);
    String path =
        request.query().isEmpty() ? request.path() : request.path() + "?" + request.query();
    int kept = Math.min(KEPT_BODY, request.body().length);
    String body = new String(request.body(), 0, kept, StandardCharsets.UTF_8);
    synchronized (requests) {
      requests.addLast(new Received(++sequence, request.method(), path, headers, body));
      if (requests.size() > KEPT_REQUESTS) {
        requests.removeFirst();
      }
    }
  }

  List<Received> requests() {
    synchronized (requests) {
      return List.copyOf(requests);
    }
  }

  Map<String, ModelCounts> counts() {
    Map<String, ModelCounts> counts = new TreeMap<>();
    models.forEach((model, counters) -> counts.put(model, counters.read()));
    return counts;
  }

  void clear() {
    models.clear();
    synchronized (requests) {
      requests.clear();
    }
  }

  /** The last four characters of a secret, or less of a short one. */
  static String suffix(String secret) {
    return secret.substring(Math.max(secret.length() / 2, secret.length() - 4));
  }

  /** The counters of one model. */
  record Counters(LongAdder received, LongAdder refused, LongAdder billed, LongAdder abandoned) {

    Counters() {
      this(new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder());
    }

    ModelCounts read() {
      return new ModelCounts(received.sum(), refused.sum(), billed.sum(), abandoned.sum());
    }
  }
}
