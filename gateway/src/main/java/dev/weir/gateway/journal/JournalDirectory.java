package dev.weir.gateway.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The directory of a journal: locked while this is open, with the journal's identity. A copy of a
 * directory must never be used: two journals with one identity hide each other's events.
 */
final class JournalDirectory implements Closeable {
  static final String UNFINISHED = "unfinished.tmp";

  private static final Pattern SEGMENT = Pattern.compile("(\\d{19})\\.journal");
  private static final Pattern IDENTITY = Pattern.compile("[0-9a-f]{16}");
  private static final int IDENTITY_BYTES = 8;

  private final Path path;
  private final String id;
  private final FileChannel lock;

  private JournalDirectory(Path path, String id, FileChannel lock) {
    this.path = path;
    this.id = id;
    this.lock = lock;
  }

  /**
   * Locks the directory, and makes it if it is not there.
   *
   * @throws JournalInUseException if another process has locked it
   */
  static JournalDirectory open(Path path) throws IOException {
    Files.createDirectories(path);
    FileChannel lock =
        FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      lock(path, lock);
      return new JournalDirectory(path, identity(path), lock);
    } catch (IOException e) {
      lock.close();
      throw e;
    }
  }

  private static void lock(Path path, FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return;
      }
    } catch (OverlappingFileLockException e) {
      // Held within this process: as bad as by another.
    }
    throw new JournalInUseException(path);
  }

  private static String identity(Path path) throws IOException {
    Path file = path.resolve("identity");
    if (!Files.exists(file)) {
      if (!segments(path).isEmpty()) {
        throw new IOException("the journal in " + path + " has lost its file `identity`");
      }
      byte[] random = new byte[IDENTITY_BYTES];
      new SecureRandom().nextBytes(random);
      writeWhole(path, file, HexFormat.of().formatHex(random).getBytes(US_ASCII));
    }
    String id = Files.readString(file, US_ASCII).strip();
    if (!IDENTITY.matcher(id).matches()) {
      throw new IOException("no journal identity in " + file + ": expected 16 hex digits");
    }
    return id;
  }

  private static void writeWhole(Path directory, Path file, byte[] content) throws IOException {
    Path unfinished = directory.resolve(UNFINISHED);
    Files.write(unfinished, content);
    try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    sync(directory);
  }

  /** Makes names in the directory durable. */
  static void sync(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  Path path() {
    return path;
  }

  /** The journal's identity: 16 hex digits, random, for ever. */
  String id() {
    return id;
  }

  /** Size of each segment by its first seq. */
  NavigableMap<Long, Long> segments() throws IOException {
    return segments(path);
  }

  private static NavigableMap<Long, Long> segments(Path path) throws IOException {
    var sizes = new TreeMap<Long, Long>();
    try (Stream<Path> files = Files.list(path)) {
      for (Path file : files.toList()) {
        Matcher name = SEGMENT.matcher(file.getFileName().toString());
        if (name.matches()) {
          sizes.put(Long.parseLong(name.group(1)), Files.size(file));
        }
      }
    }
    return sizes;
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
