package dev.weir.gateway.journal;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a journal in order while it grows, only what is on the disk. For one thread. */
final class JournalReader implements Closeable {
  private final Journal journal;
  private final long from;
  private final ByteBuffer chunk = ByteBuffer.allocate(Segment.CHUNK_BYTES);
  private long base;
  private long offset;
  private RandomAccessFile file;

  /**
   * Starts at a seq.
   *
   * @param from the first that is wanted
   */
  JournalReader(Journal journal, long from) throws IOException {
    this.journal = journal;
    this.from = from;
    this.base = journal.segmentOf(from);
    this.file = open();
  }

  private RandomAccessFile open() throws IOException {
    return new RandomAccessFile(Segment.path(journal.path(), base).toFile(), "r");
  }

  /**
   * The next events, about a megabyte at most; none if there are none within the wait.
   *
   * @throws IOException if the disk fails or gives back another record than was written
   */
  List<Entry> read(Duration wait) throws IOException, InterruptedException {
    List<Entry> found = readChunk(wait);
    while (found != null && found.isEmpty()) {
      found = readChunk(Duration.ZERO);
    }
    return found == null ? List.of() : found;
  }

  /** What is wanted of the next chunk; null if there is none. */
  private @Nullable List<Entry> readChunk(Duration wait) throws IOException, InterruptedException {
    Position end = journal.durable().awaitBehind(new Position(base, offset), wait);
    if (end.base() > base && offset == file.length()) {
      file.close();
      base = journal.segmentAfter(base);
      offset = 0;
      file = open();
    }
    long limit = end.base() > base ? file.length() : end.offset();
    int count = (int) Math.min(limit - offset, chunk.capacity());
    if (count <= 0 || end.base() < base) {
      return null;
    }
    file.seek(offset);
    file.readFully(chunk.array(), 0, count);
    return entries(count);
  }

  private List<Entry> entries(int count) throws IOException {
    chunk.clear().limit(count);
    var entries = new ArrayList<Entry>();
    for (Entry entry = Entry.decode(chunk); entry != null; entry = Entry.decode(chunk)) {
      if (entry.kind() != Entry.Kind.COPY && entry.seq() >= from) {
        entries.add(entry);
      }
    }
    if (chunk.position() == 0) {
      throw new IOException(
          "damaged record in " + Segment.path(journal.path(), base) + " at byte " + offset);
    }
    offset += chunk.position();
    return entries;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
