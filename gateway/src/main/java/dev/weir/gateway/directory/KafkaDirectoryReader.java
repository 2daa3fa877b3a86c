package dev.weir.gateway.directory;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.weir.schemas.config.KafkaSettings;
import dev.weir.schemas.events.DirectoryEntry;
import dev.weir.schemas.events.KeyEntry;
import dev.weir.schemas.events.TeamEntry;
import dev.weir.schemas.events.UserEntry;
import dev.weir.schemas.topics.Topic;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's directory: follows {@code weir.directory.v1} from its beginning, for ever. While
 * Kafka is away it answers with what it knows and tries again; when Kafka is back it reads the
 * whole topic once more, because a tombstone may have been compacted away in the meantime.
 */
public final class KafkaDirectoryReader implements Directory, AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(KafkaDirectoryReader.class);

  /** The record header that says with which secret a key was hashed. */
  static final String SECRET_HEADER = "weir-key-secret";

  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration HEARTBEAT = Duration.ofSeconds(1);
  private static final Duration ANSWER = Duration.ofSeconds(3);
  private static final Duration OUT_OF_TOUCH = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final KafkaSettings kafka;
  private final Topic<DirectoryEntry> topic;
  private final TopicPartition partition;
  private final String secretMark;
  private final InstantSource clock;
  private final Progress progress = new Progress();
  private final RecentWrites writes = new RecentWrites();
  private final Thread thread;

  private volatile DirectoryView view = new DirectoryView();
  private volatile @Nullable Instant freshAt;
  private volatile boolean ready;
  private volatile boolean closed;
  private volatile @Nullable KafkaConsumer<String, byte[]> consumer;
  private boolean reported;

  /**
   * Reads nothing before {@link #start}.
   *
   * @param secretMark of the secret with which this node hashes keys
   */
  public KafkaDirectoryReader(
      KafkaSettings kafka, Topic<DirectoryEntry> topic, String secretMark, InstantSource clock) {
    this.kafka = kafka;
    this.topic = topic;
    this.partition = new TopicPartition(topic.name(), 0);
    this.secretMark = secretMark;
    this.clock = clock;
    this.thread = Thread.ofPlatform().daemon().name("directory-reader").unstarted(this::run);
  }

  /** Begins to read, in a thread of its own. */
  public void start() {
    thread.start();
  }

  /** Whether the topic has been read whole, once. It stays so while Kafka is away. */
  public boolean ready() {
    return ready;
  }

  /** When this node last heard from Kafka; null: never. All that was written by then is known. */
  public @Nullable Instant freshAt() {
    return freshAt;
  }

  /** Whether it is ready, and Kafka answered in the last 5 seconds. */
  public boolean inTouch() {
    Instant last = freshAt;
    return ready && last != null && clock.instant().isBefore(last.plus(OUT_OF_TOUCH));
  }

  @Override
  public @Nullable KeyEntry key(String id) {
    return view.key(id);
  }

  @Override
  public @Nullable KeyEntry keyByAlias(String alias) {
    return view.keyByAlias(alias);
  }

  @Override
  public @Nullable KeyEntry keyBySecret(String hash) {
    return view.keyBySecret(hash);
  }

  @Override
  public @Nullable DirectoryEntry entry(String recordKey) {
    return view.entry(recordKey);
  }

  @Override
  public @Nullable TeamEntry team(String id) {
    return view.team(id);
  }

  @Override
  public @Nullable UserEntry user(String id) {
    return view.user(id);
  }

  @Override
  public Collection<KeyEntry> keys() {
    return view.keys();
  }

  @Override
  public Collection<TeamEntry> teams() {
    return view.teams();
  }

  @Override
  public Collection<UserEntry> users() {
    return view.users();
  }

  /**
   * What is wrong, for people, where there are keys that were hashed with another secret than this
   * node's: it knows none of them. Null: nothing.
   */
  public @Nullable String wrongSecret() {
    int foreign = view.foreignKeys();
    return foreign == 0
        ? null
        : "this node has another key secret than the one with which "
            + foreign
            + " of the directory's keys were hashed: give all nodes the same WEIR_KEY_SECRET";
  }

  /** The mark that goes with each key that this node writes. */
  String secretMark() {
    return secretMark;
  }

  /** Whether a committed record of the write with this id has been read, of late. */
  boolean sawWrite(String id) {
    return writes.contains(id);
  }

  /** Waits until everything before this offset is known; false when that takes too long. */
  boolean awaitOffset(long offset, Duration patience) throws InterruptedException {
    return progress.await(offset, patience);
  }

  /** Stops reading. What is known can still be asked. */
  @Override
  public void close() {
    closed = true;
    // Not an interrupt: a consumer can't close in peace in an interrupted thread.
    KafkaConsumer<String, byte[]> reading = consumer;
    if (reading != null) {
      reading.wakeup();
    }
  }

  private void run() {
    while (!closed) {
      try (var reading =
          new KafkaConsumer<>(settings(), new StringDeserializer(), new ByteArrayDeserializer())) {
        consumer = reading;
        reading.assign(List.of(partition));
        while (!closed) {
          follow(reading);
        }
      } catch (RuntimeException e) {
        // Whatever it is: a thread that ended would leave revoked keys in force for ever.
        lost(e);
      }
    }
  }

  private void follow(KafkaConsumer<String, byte[]> consumer) {
    try {
      load(consumer);
      while (!closed) {
        read(consumer, view);
        progress.reached(consumer.position(partition));
        if (!clock.instant().isBefore(lastHeard().plus(HEARTBEAT))) {
          end(consumer);
        }
      }
    } catch (KafkaException e) {
      lost(e);
    }
  }

  /** Reads the topic whole into a view of its own, which then takes the place of the old one. */
  private void load(KafkaConsumer<String, byte[]> consumer) {
    var loaded = new DirectoryView();
    consumer.seekToBeginning(List.of(partition));
    long end = end(consumer);
    while (!closed && consumer.position(partition, ANSWER) < end) {
      if (read(consumer, loaded) == 0) {
        end(consumer); // Fails when Kafka is gone, which an empty poll does not tell.
      }
    }
    view = loaded;
    progress.reached(consumer.position(partition));
    ready = true;
    LOGGER
        .atInfo()
        .addKeyValue("keys", loaded.keys().size())
        .addKeyValue("teams", loaded.teams().size())
        .addKeyValue("users", loaded.users().size())
        .log("directory read");
    reported = false;
    String wrong = wrongSecret();
    if (wrong != null) {
      LOGGER.error("{}", wrong);
    }
  }

  private int read(KafkaConsumer<String, byte[]> consumer, DirectoryView into) {
    var records = consumer.poll(POLL);
    records.forEach(each -> apply(each, into));
    if (!records.isEmpty()) {
      freshAt = clock.instant();
    }
    return records.count();
  }

  /** What can't be read is passed over: one bad record must not shut every key out. */
  private void apply(ConsumerRecord<String, byte[]> read, DirectoryView into) {
    try {
      Header write = read.headers().lastHeader(RecentWrites.HEADER);
      writes.note(write == null ? null : write.value());
      if (read.value() == null) {
        into.remove(read.key());
      } else {
        into.put(topic.values().deserializer().deserialize(topic.name(), read.value()));
        Header mark = read.headers().lastHeader(SECRET_HEADER);
        into.noteSecret(
            read.key(), mark == null || secretMark.equals(new String(mark.value(), US_ASCII)));
      }
    } catch (RuntimeException e) {
      LOGGER
          .atError()
          .addKeyValue("topic", topic.name())
          .addKeyValue("offset", read.offset())
          .addKeyValue("error", e.getClass().getSimpleName())
          .log("unreadable directory entry passed over");
    }
  }

  private long end(KafkaConsumer<String, byte[]> consumer) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(List.of(partition), ANSWER);
    Long end = ends.get(partition);
    if (end == null) {
      throw new KafkaException("no such topic: " + topic.name());
    }
    freshAt = clock.instant();
    return end;
  }

  private Instant lastHeard() {
    Instant last = freshAt;
    return last == null ? Instant.MIN : last;
  }

  /** Says it once per outage: Kafka may be away for hours. */
  private void lost(RuntimeException e) {
    if (closed) {
      // Else the consumer's close is interrupted too, and complains.
      Thread.interrupted();
      return;
    }
    if (!reported) {
      reported = true;
      LOGGER
          .atWarn()
          .addKeyValue("topic", topic.name())
          .addKeyValue("error", e.toString())
          .log("directory can't be read: going on with what is known, trying again");
    }
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private Map<String, Object> settings() {
    Map<String, Object> settings = kafka.clientProperties();
    settings.putIfAbsent(ConsumerConfig.CLIENT_ID_CONFIG, "weir-directory-reader");
    settings.putIfAbsent(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    settings.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return settings;
  }
}
