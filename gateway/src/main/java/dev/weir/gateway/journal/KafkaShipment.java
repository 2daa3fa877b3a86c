package dev.weir.gateway.journal;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * What one producer ships, from the cursor on. It ends with the first record that fails, before the
 * producer can send a later one: a reader that saw a later seq would drop this one when it is sent
 * again. {@link KafkaSender} then begins another from the cursor.
 */
final class KafkaShipment implements AutoCloseable {
  private static final Duration IDLE = Duration.ofMillis(200);

  private final Producer<byte[], byte[]> producer;
  private final Journal journal;
  private final JournalReader reader;
  private final String topic;
  private final int partitions;
  private final Deque<Sent> inFlight = new ArrayDeque<>();
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  private record Sent(long seq, Instant at, AtomicInteger missing) {}

  KafkaShipment(Producer<byte[], byte[]> producer, Journal journal, String topic, int partitions)
      throws IOException {
    this.producer = producer;
    this.journal = journal;
    this.topic = topic;
    this.partitions = partitions;
    this.reader = new JournalReader(journal, journal.cursor().next());
  }

  /** Ships until a record fails; returns why. */
  Exception ship() throws IOException, InterruptedException {
    Exception failed = failure.get();
    while (failed == null) {
      for (Entry entry : reader.read(IDLE)) {
        send(entry);
      }
      journal.tidy();
      failed = failure.get();
    }
    return failed;
  }

  private void send(Entry entry) {
    if (failure.get() != null) {
      return;
    }
    switch (entry.kind()) {
      case TO_ONE -> send(track(entry, 1), partition(entry.key()), entry);
      case TO_ALL -> broadcast(entry);
      case COPY -> {} // The reader leaves them out.
    }
  }

  /** Chosen here, as Kafka would, so that it can't move if a partition is added. */
  private int partition(byte[] key) {
    return Utils.toPositive(Utils.murmur2(key)) % partitions;
  }

  private void broadcast(Entry entry) {
    Sent sent = track(entry, partitions);
    for (int partition = 0; partition < partitions; partition++) {
      send(sent, partition, entry);
    }
  }

  private Sent track(Entry entry, int copies) {
    var sent =
        new Sent(entry.seq(), Instant.ofEpochMilli(entry.atMillis()), new AtomicInteger(copies));
    synchronized (inFlight) {
      inFlight.add(sent);
    }
    return sent;
  }

  private void send(Sent sent, int partition, Entry entry) {
    try {
      // The callback is told all that the future would be.
      var _ =
          producer.send(
              new ProducerRecord<>(topic, partition, entry.key(), entry.payload()),
              (_, failed) -> acknowledge(sent, failed));
    } catch (IllegalStateException e) {
      // Closed, by a failure that was there first.
      fail(e);
    }
  }

  private void acknowledge(Sent sent, @Nullable Exception failed) {
    if (failed != null) {
      fail(failed);
    } else if (sent.missing.decrementAndGet() == 0) {
      advance();
    }
  }

  private void advance() {
    synchronized (inFlight) {
      for (Sent head = inFlight.peek();
          head != null && head.missing.get() == 0;
          head = inFlight.peek()) {
        journal.cursor().advance(head.seq + 1);
        inFlight.remove();
      }
    }
  }

  private void fail(Exception cause) {
    if (failure.compareAndSet(null, cause)) {
      // This is the producer's own thread, so it sends nothing after.
      producer.close(Duration.ZERO);
    }
  }

  /** When the oldest event happened that is sent and not acknowledged; null if there is none. */
  @Nullable Instant oldest() {
    synchronized (inFlight) {
      Sent head = inFlight.peek();
      return head == null ? null : head.at;
    }
  }

  @Override
  public void close() throws IOException {
    fail(new InterruptedException("closed"));
    reader.close();
  }
}
