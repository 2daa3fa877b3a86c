package dev.weir.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends calls to nodes in turn, as a load balancer does: it asks each node for its readiness all
 * the time and passes over one that fails it, and it goes to the next node if no connection was
 * made. A call that was sent is not sent again.
 */
final class Balancer implements AutoCloseable {
  private static final Duration PROBE = Duration.ofMillis(200);
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final Map<String, URI> nodes = new ConcurrentSkipListMap<>();
  private final Map<String, Boolean> ready = new ConcurrentHashMap<>();
  private final AtomicInteger turn = new AtomicInteger();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final Thread prober = Thread.ofVirtual().name("prober").unstarted(this::probe);

  /** Begins to look at the nodes. */
  Balancer start() {
    prober.start();
    return this;
  }

  /** This node is at this address from now on; calls go there once it is ready. */
  void node(String name, Node node) {
    ready.put(name, false);
    nodes.put(name, node.master().base());
  }

  boolean isReady(String name) {
    return ready.getOrDefault(name, false);
  }

  /** Makes a call, anywhere. */
  Answer post(String key, Calls.Request request) {
    IOException last = new IOException("no node is ready");
    int first = Math.floorMod(turn.getAndIncrement(), nodes.size());
    List<String> names = new ArrayList<>(nodes.keySet());
    Collections.rotate(names, first);
    for (String name : names) {
      if (isReady(name)) {
        try {
          return send(nodes.get(name), key, request);
        } catch (ConnectException e) {
          last = e;
        } catch (IOException e) {
          throw new UncheckedIOException("call to " + name, e);
        }
      }
    }
    throw new UncheckedIOException(last);
  }

  private Answer send(URI base, String key, Calls.Request request) throws IOException {
    var post =
        HttpRequest.newBuilder(URI.create(base + request.path()))
            .timeout(TIMEOUT)
            .header("authorization", "Bearer " + key)
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(request.body()))
            .build();
    try {
      var response = http.send(post, BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.headers(), response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void probe() {
    try {
      while (true) {
        nodes.forEach((name, base) -> ready.put(name, answersReady(base)));
        Thread.sleep(PROBE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean answersReady(URI base) {
    var get = HttpRequest.newBuilder(URI.create(base + "/health/readiness")).build();
    try {
      return http.send(get, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    prober.interrupt();
    http.close();
  }
}
