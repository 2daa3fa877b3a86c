package dev.weir.gateway.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.weir.embedded.EmbeddedKafka;
import dev.weir.gateway.directory.DirectoryWriter.Unavailable;
import dev.weir.gateway.directory.DirectoryWriter.Written;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** With a broker of its own, since it stops it. */
class KafkaDirectoryOutageIT {
  @TempDir Path data;

  @BeforeAll
  static void quiet() {
    for (String name : List.of("kafka", "org.apache.kafka", "state.change.logger")) {
      ((Logger) LoggerFactory.getLogger(name)).setLevel(Level.ERROR);
    }
  }

  @Test
  void goesOnWithWhatItKnowsAndRefusesChanges_untilKafkaIsBack() throws Exception {
    int port = freePort();
    int controllerPort = freePort();
    var kafka = EmbeddedKafka.start(data, port, controllerPort);
    TestNode.createTopics(kafka.bootstrapServers(), "o.");
    try (var node = TestNode.start(kafka.bootstrapServers(), "o.", Duration.ofSeconds(3))) {
      node.put(TestEntries.key("k1", null, 1));
      kafka.close();

      Instant begun = Instant.now();
      assertThat(node.put(TestEntries.key("k2", null, 1))).isInstanceOf(Unavailable.class);
      assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(20));
      assertThat(node.reader.key("k1")).isNotNull();
      assertThat(node.reader.ready()).isTrue();

      // Once it is known to be away, a change is refused at once.
      await().atMost(Duration.ofSeconds(20)).until(() -> !node.reader.inTouch());
      begun = Instant.now();
      assertThat(node.put(TestEntries.key("k2", null, 1))).isInstanceOf(Unavailable.class);
      assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(1));

      kafka = EmbeddedKafka.start(data, port, controllerPort);
      await().atMost(Duration.ofSeconds(30)).until(node.reader::inTouch);
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> node.put(TestEntries.key("k3", null, 1)) instanceof Written);
      assertThat(node.reader.key("k1")).isNotNull();
      assertThat(node.reader.key("k3")).isNotNull();
    } finally {
      kafka.close();
    }
  }

  private static int freePort() throws Exception {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
