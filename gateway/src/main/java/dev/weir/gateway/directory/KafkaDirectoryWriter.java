package dev.weir.gateway.directory;

import dev.weir.gateway.directory.Change.Reject;
import dev.weir.gateway.directory.Change.Write;
import dev.weir.schemas.config.KafkaSettings;
import dev.weir.schemas.events.AuditRecord;
import dev.weir.schemas.events.DirectoryEntry;
import dev.weir.schemas.topics.Topic;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the directory as the only writer of all nodes: every node's producer has the same {@code
 * transactional.id}, so that taking the role fences whoever had it. A change is decided on the
 * topic as it stands when the role is held, and a decision that another writer overtook can't be
 * committed: it is made again. The role is kept until it is taken away.
 */
public final class KafkaDirectoryWriter implements DirectoryWriter, AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(KafkaDirectoryWriter.class);
  private static final long MAX_PAUSE_MILLIS = 200;

  /** At its first transaction a fresh Kafka makes its transaction log, which may take long. */
  private static final int FIRST_TAKES = 3;

  private static final long PAUSE_STEP_MILLIS = 20;

  private final KafkaDirectoryReader reader;
  private final InstantSource clock;
  private final Duration patience;
  private final KafkaWriterRole role;
  private final ReentrantLock turn = new ReentrantLock(true);
  private volatile boolean written;

  /**
   * Writes where the reader reads. Connects at the first change.
   *
   * @param audit where what was changed is written, in the same transaction
   * @param patience how long a change may take, the first one three times as long; an attempt that
   *     has begun can take some seconds longer
   */
  public KafkaDirectoryWriter(
      KafkaSettings kafka,
      Topic<DirectoryEntry> topic,
      Topic<AuditRecord> audit,
      KafkaDirectoryReader reader,
      InstantSource clock,
      Duration patience) {
    this.reader = reader;
    this.clock = clock;
    this.patience = patience;
    this.role = new KafkaWriterRole(kafka, topic, audit, reader.secretMark());
  }

  @Override
  public <T, R> WriteResult<T, R> write(Cause cause, Change<T, R> change) {
    Duration allowed = written ? patience : patience.multipliedBy(FIRST_TAKES);
    Instant deadline = clock.instant().plus(allowed);
    try {
      if (!turn.tryLock(allowed.toNanos(), TimeUnit.NANOSECONDS)) {
        return new Unavailable<>("too many changes at once");
      }
      try {
        WriteResult<T, R> result = new Attempts<>(cause, change, deadline).untilDone();
        written |= result instanceof Written;
        return result;
      } finally {
        turn.unlock();
      }
    } catch (InterruptedException | InterruptException _) {
      Thread.currentThread().interrupt();
      return new Unavailable<>("interrupted");
    }
  }

  /** Gives the role up. Waits for a change under way. */
  @Override
  public void close() {
    turn.lock();
    try {
      role.close();
    } finally {
      turn.unlock();
    }
  }

  /** One change, and what was last tried for it. */
  private final class Attempts<T, R> {
    private final Cause cause;
    private final Change<T, R> change;
    private final Instant deadline;
    private String id = "";
    private List<AuditRecord> audit = List.of();
    private @Nullable Write<T, R> tried;

    Attempts(Cause cause, Change<T, R> change, Instant deadline) {
      this.cause = cause;
      this.change = change;
      this.deadline = deadline;
    }

    WriteResult<T, R> untilDone() throws InterruptedException {
      for (int failures = 1; reader.inTouch(); failures++) {
        try {
          return once();
        } catch (InterruptException e) {
          role.drop();
          throw e;
        } catch (KafkaException e) {
          LOGGER.atDebug().addKeyValue("error", e.toString()).log("directory write to be repeated");
          role.drop();
          if (!clock.instant().isBefore(deadline)) {
            return new Unavailable<>("Kafka did not take the change: " + e.getMessage());
          }
          pause(failures);
        }
      }
      return new Unavailable<>("no connection to Kafka, last heard of it: " + reader.freshAt());
    }

    private WriteResult<T, R> once() throws InterruptedException {
      role.take();
      awaitOffset(role.endOffset());
      if (tried != null && reader.sawWrite(id)) {
        // The commit of the last attempt got through although its answer did not.
        return written(tried);
      }
      String wrong = reader.wrongSecret();
      if (wrong != null) {
        return new Unavailable<>(wrong);
      }
      return switch (change.decide(reader)) {
        case Reject<T, R>(R reason) -> new Rejected<>(reason);
        case Write<T, R> write -> {
          tried = write;
          id = UUID.randomUUID().toString();
          audit = cause.records(reader, write, id, clock.instant());
          awaitOffset(role.commit(write, audit, id) + 1);
          yield written(write);
        }
      };
    }

    private Written<T, R> written(Write<T, R> write) {
      AuditLog.note(audit);
      return new Written<>(write.result());
    }

    private void awaitOffset(long offset) throws InterruptedException {
      Duration left = Duration.between(clock.instant(), deadline);
      if (!reader.awaitOffset(offset, left)) {
        throw new TimeoutException("the directory was not read up to offset " + offset);
      }
    }

    /** Jitter, so that two nodes don't go on taking the role from each other. */
    private void pause(int failures) throws InterruptedException {
      long most = Math.min(MAX_PAUSE_MILLIS, PAUSE_STEP_MILLIS * failures);
      Thread.sleep(ThreadLocalRandom.current().nextLong(1, most + 1));
    }
  }
}
