package dev.weir.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/** The configuration that comes with Weir. */
final class DefaultConfig {
  private static final String NAME = "default-config.yaml";

  private DefaultConfig() {}

  /** Puts it into the folder, for warnings to have a file to point to and users one to copy. */
  static Path writeTo(Path directory) throws IOException {
    var file = directory.resolve(NAME);
    try (var in = Objects.requireNonNull(DefaultConfig.class.getResourceAsStream(NAME))) {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    }
    return file;
  }
}
