package dev.weir.testkit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks the Docker engine, where there is one, whether it has an image or can get it.
 *
 * <p>Testcontainers could be asked, but takes seconds to find that there is no engine, and two
 * minutes to find that an image can't be pulled.
 */
record DockerEngine(Optional<SocketAddress> address) {
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration PULL_TIMEOUT = Duration.ofMinutes(3);

  /** What an engine can do for us. */
  sealed interface Offer {
    record Image() implements Offer {}

    record Nothing(String reason) implements Offer {}
  }

  static DockerEngine find() {
    return find(System.getenv());
  }

  /** Where Testcontainers looks too: {@code DOCKER_HOST}, else the usual sockets. */
  static DockerEngine find(Map<String, String> environment) {
    var host = environment.getOrDefault("DOCKER_HOST", "");
    if (!host.isEmpty()) {
      return new DockerEngine(parse(URI.create(host)));
    }
    var home = Path.of(environment.getOrDefault("HOME", "/"));
    return new DockerEngine(
        List.of(
                Path.of("/var/run/docker.sock"),
                Path.of(environment.getOrDefault("XDG_RUNTIME_DIR", "/run"), "docker.sock"),
                home.resolve(".docker/run/docker.sock"))
            .stream()
            .filter(Files::exists)
            .findFirst()
            .map(UnixDomainSocketAddress::of));
  }

  private static Optional<SocketAddress> parse(URI host) {
    return switch (host.getScheme()) {
      case "unix" -> Optional.of(UnixDomainSocketAddress.of(host.getPath()));
      case "tcp", "http" -> Optional.of(new InetSocketAddress(host.getHost(), host.getPort()));
      case null, default -> Optional.empty();
    };
  }

  /** Pulls the image if need be. */
  Offer offer(String image) {
    if (address.isEmpty()) {
      return new Offer.Nothing("no Docker engine");
    }
    if (!isOk(request("GET /_ping", ANSWER_TIMEOUT))) {
      return new Offer.Nothing("no Docker engine answers at " + address.get());
    }
    if (isOk(request("GET /images/" + image + "/json", ANSWER_TIMEOUT))) {
      return new Offer.Image();
    }
    var pull =
        request("POST /images/create?fromImage=" + image.replace(":", "&tag="), PULL_TIMEOUT);
    return isOk(pull) && !pull.contains("\"error\"")
        ? new Offer.Image()
        : new Offer.Nothing("the Docker engine can't pull the image");
  }

  private static boolean isOk(String answer) {
    return answer.startsWith("HTTP/1.") && answer.startsWith(" 200", 8);
  }

  /** The whole answer as text; empty if there is none in time. */
  private String request(String line, Duration timeout) {
    var task = new FutureTask<>(() -> exchange(line));
    var thread = Thread.ofVirtual().start(task);
    try {
      return task.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      thread.interrupt(); // Closes the channel.
      return "";
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      return "";
    }
  }

  private String exchange(String line) throws IOException {
    try (var channel = SocketChannel.open(address.orElseThrow())) {
      // HTTP/1.0: the answer is not chunked and ends with the connection.
      var request = line + " HTTP/1.0\r\nHost: docker\r\nContent-Length: 0\r\n\r\n";
      channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
      return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
