package dev.weir.standalone;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files and folders that their owner alone can read, from their first moment on. */
final class PrivateFiles {
  private PrivateFiles() {}

  static void create(Path file) throws IOException {
    Files.createFile(file, only("rw-------"));
  }

  /** An existing folder is left as it is. */
  static void createDirectories(Path directory) throws IOException {
    Files.createDirectories(directory, only("rwx------"));
  }

  /** Nothing where the file system has no such permissions. */
  private static FileAttribute<?>[] only(String permissions) {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
