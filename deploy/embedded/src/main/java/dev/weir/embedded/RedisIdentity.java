package dev.weir.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** One life of one Redis server: a process id alone may have been given to another program. */
record RedisIdentity(long pid, String runId, int port) {

  /** Empty if the file is missing or was cut short. */
  static Optional<RedisIdentity> read(Path file) {
    try {
      var parts = Files.readString(file).strip().split(" ", -1);
      return parts.length == 3
          ? Optional.of(
              new RedisIdentity(Long.parseLong(parts[0]), parts[1], Integer.parseInt(parts[2])))
          : Optional.empty();
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  void write(Path file) throws IOException {
    var draft = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(draft, "%d %s %d%n".formatted(pid, runId, port));
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Whether this very life is the one that answers now. */
  boolean isAlive() {
    return RedisProbe.identify(port).filter(this::equals).isPresent();
  }
}
