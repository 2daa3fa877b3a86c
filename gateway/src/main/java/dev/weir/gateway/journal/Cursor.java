package dev.weir.gateway.journal;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.CRC32C;

/**
 * The lowest seq that Kafka has not acknowledged. Its file may be lost or late: then more is sent
 * again than had to be, and readers drop it. So it is written in place, never synced.
 */
final class Cursor implements Closeable {
  private static final int FILE_BYTES = Long.BYTES + Integer.BYTES;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private final RandomAccessFile file;
  private long next;
  private long saved;

  private Cursor(RandomAccessFile file, long next) {
    this.file = file;
    this.next = next;
    this.saved = next;
  }

  /** Opens it; 1 where there is none, or none that is sound. */
  static Cursor open(Path directory) throws IOException {
    var file = new RandomAccessFile(directory.resolve("cursor").toFile(), "rw");
    byte[] bytes = new byte[FILE_BYTES];
    boolean whole = file.length() == FILE_BYTES;
    if (whole) {
      file.readFully(bytes);
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    long next = in.getLong();
    return new Cursor(file, whole && in.getInt() == crc(bytes) ? next : 1);
  }

  long next() {
    lock.lock();
    try {
      return next;
    } finally {
      lock.unlock();
    }
  }

  /** All before this seq is acknowledged. */
  void advance(long to) {
    lock.lock();
    try {
      next = Math.max(next, to);
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until all before this seq is acknowledged; false if it is not in time. */
  boolean await(long seq, Duration wait) throws InterruptedException {
    long nanos = wait.toNanos();
    lock.lockInterruptibly();
    try {
      while (next < seq && nanos > 0) {
        nanos = moved.awaitNanos(nanos);
      }
      return next >= seq;
    } finally {
      lock.unlock();
    }
  }

  void save() throws IOException {
    long now = next();
    if (now == saved) {
      return;
    }
    byte[] bytes = ByteBuffer.allocate(FILE_BYTES).putLong(now).array();
    ByteBuffer.wrap(bytes).putInt(Long.BYTES, crc(bytes));
    file.seek(0);
    file.write(bytes);
    saved = now;
  }

  private static int crc(byte[] bytes) {
    var crc = new CRC32C();
    crc.update(bytes, 0, Long.BYTES);
    return (int) crc.getValue();
  }

  @Override
  public void close() throws IOException {
    save();
    file.close();
  }
}
