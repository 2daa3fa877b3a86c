package dev.weir.gateway.journal;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that is being appended to. Written through {@link RandomAccessFile} and not a channel: a
 * channel closes itself when the thread that writes is interrupted, as a request's thread may be.
 * Appending is guarded by the journal's lock; {@link #sync} may run beside it.
 */
final class Segment implements Closeable {
  /** Longer than any record, so what does not decode is damaged. */
  static final int CHUNK_BYTES = 1 << 20;

  private static final Logger LOGGER = LoggerFactory.getLogger(Segment.class);

  private final long base;
  private final RandomAccessFile file;
  private long end;
  private boolean dirtyEnd;
  private boolean closed;

  private Segment(long base, RandomAccessFile file, long end) {
    this.base = base;
    this.file = file;
    this.end = end;
  }

  interface Visitor {
    void visit(Entry entry) throws IOException;
  }

  static Path path(Path directory, long base) {
    return directory.resolve("%019d.journal".formatted(base));
  }

  /**
   * Makes a segment that begins with the copies; it is there as a whole or not at all. Its name is
   * on the disk after {@link JournalDirectory#sync}.
   */
  static Segment create(Path directory, long base, List<Entry> copies) throws IOException {
    Path unfinished = directory.resolve(JournalDirectory.UNFINISHED);
    Files.deleteIfExists(unfinished);
    var file = new RandomAccessFile(unfinished.toFile(), "rw");
    try {
      var segment = new Segment(base, file, 0);
      for (Entry copy : copies) {
        segment.append(copy.encode());
      }
      file.getFD().sync();
      Files.move(unfinished, path(directory, base), StandardCopyOption.ATOMIC_MOVE);
      return segment;
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /** Opens the last segment after a restart: visits its records, cuts off a torn tail. */
  static Segment recover(Path directory, long base, Visitor visitor) throws IOException {
    Path path = path(directory, base);
    long end = 0;
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
      long before;
      do {
        before = end;
        channel.position(end);
        fill(channel, chunk.clear());
        for (Entry e = Entry.decode(chunk); e != null; e = Entry.decode(chunk)) {
          visitor.visit(e);
        }
        end += chunk.position();
      } while (end > before);
    }
    var file = new RandomAccessFile(path.toFile(), "rw");
    if (file.length() > end) {
      LOGGER
          .atWarn()
          .addKeyValue("segment", path)
          .addKeyValue("bytes", file.length() - end)
          .log("The journal ends in a torn record, as a crash leaves it: cut off");
      file.setLength(end);
    }
    file.seek(end);
    file.getFD().sync();
    return new Segment(base, file, end);
  }

  private static void fill(FileChannel channel, ByteBuffer chunk) throws IOException {
    int count = 0;
    while (count >= 0 && chunk.hasRemaining()) {
      count = channel.read(chunk);
    }
    chunk.flip();
  }

  long base() {
    return base;
  }

  long end() {
    return end;
  }

  /** Appends a record as a whole: what a failed try left is cut off before the next. */
  void append(byte[] record) throws IOException {
    if (dirtyEnd) {
      file.setLength(end);
      file.seek(end);
    }
    dirtyEnd = true;
    file.write(record);
    dirtyEnd = false;
    end += record.length;
  }

  /** Brings to the disk what was appended before the call; nothing if the segment is closed. */
  synchronized void sync() throws IOException {
    if (!closed) {
      file.getFD().sync();
    }
  }

  @Override
  public synchronized void close() throws IOException {
    if (!closed) {
      file.getFD().sync();
      closed = true;
      file.close();
    }
  }
}
