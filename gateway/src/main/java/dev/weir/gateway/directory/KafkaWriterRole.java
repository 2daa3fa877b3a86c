package dev.weir.gateway.directory;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.weir.gateway.directory.Change.Write;
import dev.weir.schemas.config.KafkaSettings;
import dev.weir.schemas.events.AuditRecord;
import dev.weir.schemas.events.DirectoryEntry;
import dev.weir.schemas.topics.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The role of the one writer, and what only its holder may do. For one thread at a time. Every
 * method throws {@link KafkaException} when the role was lost or Kafka is away; then {@link #drop}
 * it.
 */
final class KafkaWriterRole implements AutoCloseable {
  private static final String TRANSACTIONAL_ID = "weir-directory-writer";
  private static final int ANSWER_MILLIS = 4_000;
  private static final int TRANSACTION_MILLIS = 10_000;

  private final KafkaSettings kafka;
  private final Topic<DirectoryEntry> topic;
  private final Topic<AuditRecord> audit;
  private final TopicPartition partition;
  private final String secretMark;
  private @Nullable KafkaProducer<String, byte[]> producer;
  private @Nullable Admin admin;

  KafkaWriterRole(
      KafkaSettings kafka,
      Topic<DirectoryEntry> topic,
      Topic<AuditRecord> audit,
      String secretMark) {
    this.audit = audit;
    this.secretMark = secretMark;
    this.kafka = kafka;
    this.topic = topic;
    this.partition = new TopicPartition(topic.name(), 0);
  }

  /** Takes the role from whoever has it, unless it is held already. */
  void take() {
    if (producer != null) {
      return;
    }
    var taken =
        new KafkaProducer<>(producerSettings(), new StringSerializer(), new ByteArraySerializer());
    try {
      taken.initTransactions();
    } catch (RuntimeException e) {
      taken.close(Duration.ZERO);
      throw e;
    }
    producer = taken;
  }

  /** Where the committed part of the topic ends: all that any former holder wrote is before it. */
  long endOffset() throws InterruptedException {
    if (admin == null) {
      Map<String, Object> settings = kafka.clientProperties();
      settings.putIfAbsent(AdminClientConfig.CLIENT_ID_CONFIG, TRANSACTIONAL_ID);
      admin = Admin.create(settings);
    }
    var options = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED).timeoutMs(ANSWER_MILLIS);
    var ends = admin.listOffsets(Map.of(partition, OffsetSpec.latest()), options);
    return answer(ends.partitionResult(partition)).offset();
  }

  /**
   * Writes all of it and its audit, or nothing, and returns the highest offset of the directory.
   *
   * @param id by which a reader knows the write again
   */
  long commit(Write<?, ?> write, List<AuditRecord> changes, String id) throws InterruptedException {
    KafkaProducer<String, byte[]> holder = producer;
    if (holder == null) {
      throw new IllegalStateException("the role is not held");
    }
    holder.beginTransaction();
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    write.puts().forEach(put -> sent.add(holder.send(record(put.recordKey(), put, id))));
    write.deletes().forEach(key -> sent.add(holder.send(record(key, null, id))));
    List<Future<RecordMetadata>> audited = new ArrayList<>();
    changes.forEach(change -> audited.add(holder.send(record(change))));
    holder.commitTransaction();
    for (Future<RecordMetadata> one : audited) {
      answer(one);
    }
    long highest = 0;
    for (Future<RecordMetadata> one : sent) {
      highest = Math.max(highest, answer(one).offset());
    }
    return highest;
  }

  /** Lets go of the role; a transaction under way is aborted by its next holder. */
  void drop() {
    if (producer != null) {
      producer.close(Duration.ZERO);
      producer = null;
    }
  }

  @Override
  public void close() {
    drop();
    if (admin != null) {
      admin.close(Duration.ZERO);
      admin = null;
    }
  }

  @SuppressWarnings("NullAway") // Kafka's records carry null for a tombstone
  private ProducerRecord<String, byte[]> record(
      String key, @Nullable DirectoryEntry entry, String id) {
    byte[] value = topic.values().serializer().serialize(topic.name(), entry);
    var record = new ProducerRecord<>(topic.name(), 0, key, value);
    record.headers().add(RecentWrites.HEADER, id.getBytes(US_ASCII));
    record.headers().add(KafkaDirectoryReader.SECRET_HEADER, secretMark.getBytes(US_ASCII));
    return record;
  }

  private ProducerRecord<String, byte[]> record(AuditRecord change) {
    return new ProducerRecord<>(audit.name(), 0, change.entity(), AuditJson.write(change));
  }

  private static <T> T answer(Future<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
    }
  }

  private Map<String, Object> producerSettings() {
    Map<String, Object> settings = kafka.clientProperties();
    settings.putIfAbsent(ProducerConfig.CLIENT_ID_CONFIG, TRANSACTIONAL_ID);
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, kafka.topicPrefix() + TRANSACTIONAL_ID);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, ANSWER_MILLIS);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, ANSWER_MILLIS * 2);
    settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_MILLIS);
    return settings;
  }
}
