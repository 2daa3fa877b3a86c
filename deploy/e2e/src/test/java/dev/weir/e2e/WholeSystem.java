package dev.weir.e2e;

import dev.weir.provider.Script;
import dev.weir.provider.ScriptedProvider;
import dev.weir.provider.Settings;
import dev.weir.testkit.KafkaExtension;
import dev.weir.testkit.RedisExtension;
import java.time.Duration;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Two gateway nodes, accounting and alerts, shared by all tests that break nothing. They keep apart
 * by keys; before each test the provider forgets scripts and bills.
 */
final class WholeSystem implements BeforeAllCallback, BeforeEachCallback {
  private static final KafkaExtension KAFKA = new KafkaExtension();
  private static final RedisExtension REDIS = new RedisExtension();

  /** Streams take a while, so that a client can leave one. */
  private static final Duration CHUNK_GAP = Duration.ofMillis(2);

  private Running running;

  private record Running(Cluster cluster, Node a, Node b) implements AutoCloseable {
    static Running start() {
      var stores =
          new Cluster.Stores(
              KAFKA.bootstrapServers(), REDIS.host(), REDIS.port(), KAFKA.newPrefix());
      var cluster = new Cluster(stores, Settings.DEFAULTS.withChunkGap(CHUNK_GAP));
      cluster.accounting();
      cluster.alerts();
      Node a = cluster.gateway("a");
      Node b = cluster.gateway("b");
      cluster.awaitReady(a, b);
      return new Running(cluster, a, b);
    }

    @Override
    public void close() {
      cluster.close();
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    KAFKA.beforeAll(context);
    REDIS.beforeAll(context);
    running =
        context
            .getRoot()
            .getStore(Namespace.create(WholeSystem.class))
            .computeIfAbsent(Running.class, type -> Running.start(), Running.class);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    provider().reset();
    provider().script(Script.seeded(7));
    provider().clear();
  }

  Node a() {
    return running.a;
  }

  Node b() {
    return running.b;
  }

  ScriptedProvider provider() {
    return running.cluster.provider();
  }

  Cluster cluster() {
    return running.cluster;
  }
}
