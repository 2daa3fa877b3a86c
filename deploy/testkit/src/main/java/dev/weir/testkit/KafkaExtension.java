package dev.weir.testkit;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One real Kafka broker for all tests of a JVM, started at the first need, stopped at the end.
 *
 * <pre>{@code
 * @RegisterExtension static final KafkaExtension KAFKA = new KafkaExtension();
 * }</pre>
 *
 * Tests keep apart by {@link #newPrefix()} in their topics, groups and transactional ids. Topics
 * are not made by themselves. A broker that can't be had fails the test class.
 */
public final class KafkaExtension implements BeforeAllCallback {
  private static final Shared<KafkaService> BROKER = new Shared<>(KafkaService::start);

  @Override
  public void beforeAll(ExtensionContext context) {
    BROKER.startFor(context);
  }

  /** {@code host:port}; starts the broker if it does not run yet. */
  public String bootstrapServers() {
    return BROKER.get().bootstrapServers();
  }

  /** A topic prefix that no other test uses, such as {@code t7f3a09bc.}. */
  public String newPrefix() {
    return Prefixes.next() + ".";
  }

  /** {@link KafkaLog#read} on this broker. */
  public List<ConsumerRecord<byte[], byte[]>> drain(String topic) {
    return KafkaLog.read(bootstrapServers(), topic);
  }
}
