package dev.weir.schemas.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Variables whose value is in a file, as secrets are handed to containers: {@code X_FILE} names the
 * file that holds what {@code X} would. Line breaks at its end do not count.
 */
final class VariableFiles {
  static final String SUFFIX = "_FILE";

  private static final long MOST_BYTES = 1L << 20;

  private final Set<Path> read = new LinkedHashSet<>();

  /** The value that is in the file; null when it can't be read. */
  @Nullable String value(String file) {
    try {
      Path path = Path.of(file);
      read.add(path);
      return Files.size(path) > MOST_BYTES
          ? null
          : Files.readString(path).replaceFirst("\\R+$", "");
    } catch (IOException | InvalidPathException e) {
      return null;
    }
  }

  /** All files that were asked for. */
  Set<Path> read() {
    return read;
  }
}
