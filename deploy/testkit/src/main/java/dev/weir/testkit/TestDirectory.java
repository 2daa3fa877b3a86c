package dev.weir.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Where this JVM's servers keep their files: the first numbered folder that no other JVM holds. Its
 * name is used again and again, so that a run finds and stops what a killed run left.
 */
final class TestDirectory {
  private static final AtomicInteger FRESH = new AtomicInteger();
  private static final Path ROOT = claim(base());

  private TestDirectory() {}

  /** For the server that all tests share. */
  static Path shared(String name) {
    return ROOT.resolve(name);
  }

  /** For one more server of this JVM. */
  static Path fresh(String name) {
    return ROOT.resolve(name + "-" + FRESH.incrementAndGet());
  }

  static void delete(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (var files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path base() {
    var target = Path.of("target");
    var parent = Files.isDirectory(target) ? target : Path.of(System.getProperty("java.io.tmpdir"));
    return parent.resolve("weir-testkit").toAbsolutePath();
  }

  private static Path claim(Path base) {
    try {
      Files.createDirectories(base);
      int slot = 0;
      while (lock(base.resolve(slot + ".lock")) == null) {
        slot++;
      }
      return base.resolve(String.valueOf(slot));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The channel stays open: the lock ends with the JVM. */
  private static @Nullable FileLock lock(Path file) throws IOException {
    var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    var lock = channel.tryLock();
    if (lock == null) {
      channel.close();
    }
    return lock;
  }
}
