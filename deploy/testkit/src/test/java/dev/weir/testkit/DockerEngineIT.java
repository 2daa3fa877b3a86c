package dev.weir.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.DockerEngine.Offer;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerEngineIT {
  private static final String OK = "HTTP/1.0 200 OK\r\n\r\n";
  private static final String HAS_IMAGE = "GET /images/apache/kafka:4.3.1/json";
  private static final String PULL = "POST /images/create?fromImage=apache/kafka&tag=4.3.1";

  @TempDir Path directory;
  private Path socket;

  @BeforeEach
  void chooseSocket() {
    socket = directory.resolve("docker.sock");
  }

  @Test
  void offersAnImageThatTheEngineHas_withoutAPull() throws IOException {
    try (var engine = new FakeEngine(socket, Map.of("GET /_ping", OK, HAS_IMAGE, OK))) {
      assertThat(offer()).isEqualTo(new Offer.Image());
      assertThat(engine.requests()).containsExactly("GET /_ping", HAS_IMAGE);
    }
  }

  @Test
  void offersAnImageThatTheEnginePulls() throws IOException {
    try (var engine = new FakeEngine(socket, Map.of("GET /_ping", OK, PULL, OK))) {
      assertThat(offer()).isEqualTo(new Offer.Image());
      assertThat(engine.requests()).endsWith(PULL);
    }
  }

  @Test
  void offersNothing_whenThePullIsRefused() throws IOException {
    try (var _ = new FakeEngine(socket, Map.of("GET /_ping", OK))) {
      assertThat(offer()).isEqualTo(new Offer.Nothing("the Docker engine can't pull the image"));
    }
  }

  @Test
  void offersNothing_whenThePullFailsHalfway() throws IOException {
    var failure = OK + "{\"status\":\"Pulling\"}\r\n{\"error\":\"no route to host\"}";
    try (var _ = new FakeEngine(socket, Map.of("GET /_ping", OK, PULL, failure))) {
      assertThat(offer()).isEqualTo(new Offer.Nothing("the Docker engine can't pull the image"));
    }
  }

  @Test
  void offersNothing_whenOnlyTheSocketOfADeadEngineIsLeft() throws IOException {
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
    }

    assertThat(offer()).isEqualTo(new Offer.Nothing("no Docker engine answers at " + socket));
  }

  private Offer offer() {
    return DockerEngine.find(Map.of("DOCKER_HOST", "unix://" + socket)).offer("apache/kafka:4.3.1");
  }
}
