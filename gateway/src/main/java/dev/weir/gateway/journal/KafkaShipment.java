package dev.weir.gateway.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.schemas.events.AttemptFinished;
import dev.weir.schemas.events.AttemptStarted;
import dev.weir.schemas.events.EpochAbandoned;
import dev.weir.schemas.events.EpochClosed;
import dev.weir.schemas.events.EpochOpened;
import dev.weir.schemas.events.LogEvent;
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

  private void send(Entry entry) throws IOException {
    if (failure.get() != null) {
      return;
    }
    LogEvent event = entry.event();
    switch (event) {
      case AttemptStarted started -> toOne(entry, event, started.payer().recordKey());
      case AttemptFinished finished -> toOne(entry, event, finished.payer().recordKey());
      case EpochOpened _, EpochClosed _, EpochAbandoned _ -> broadcast(entry, event);
    }
  }

  /** The partition is chosen here, as Kafka would, so that it can't move if one is added. */
  private void toOne(Entry entry, LogEvent event, String recordKey) {
    byte[] key = recordKey.getBytes(UTF_8);
    int partition = Utils.toPositive(Utils.murmur2(key)) % partitions;
    send(track(event, 1), partition, key, entry.payload());
  }

  private void broadcast(Entry entry, LogEvent event) {
    Sent sent = track(event, partitions);
    byte[] key = event.epoch().getBytes(UTF_8);
    for (int partition = 0; partition < partitions; partition++) {
      send(sent, partition, key, entry.payload());
    }
  }

  private Sent track(LogEvent event, int copies) {
    var sent = new Sent(event.seq(), event.at(), new AtomicInteger(copies));
    synchronized (inFlight) {
      inFlight.add(sent);
    }
    return sent;
  }

  private void send(Sent sent, int partition, byte[] key, byte[] payload) {
    try {
      // The callback is told all that the future would be.
      var _ =
          producer.send(
              new ProducerRecord<>(topic, partition, key, payload),
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
