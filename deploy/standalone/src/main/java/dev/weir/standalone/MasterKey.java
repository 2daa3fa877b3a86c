package dev.weir.standalone;

import dev.weir.schemas.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** Where the master key is. */
sealed interface MasterKey {

  /** How a POSIX shell gets at it, to stand between double quotes. */
  String shell();

  /** In a word or two, for people. */
  String place();

  /** Made here and kept in a file that its owner alone can read. */
  record InFile(Path file) implements MasterKey {
    private static final int RANDOM_BYTES = 32;

    @Override
    public String shell() {
      return "$(cat " + Shell.quote(file.toString()) + ")";
    }

    @Override
    public String place() {
      return file.toString();
    }

    /** The key, made if the file is missing. */
    Secret readOrMake() throws IOException {
      if (!Files.exists(file)) {
        var draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        PrivateFiles.create(draft);
        Files.writeString(draft, random() + "\n");
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      }
      var key = Files.readString(file).strip();
      if (key.isEmpty()) {
        throw new SetupException(file + " is empty; remove it, and a new master key is made");
      }
      return new Secret(key);
    }

    private static String random() {
      var bytes = new byte[RANDOM_BYTES];
      new SecureRandom().nextBytes(bytes);
      return "sk-" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
  }

  /** In an environment variable. */
  record InVariable(String name) implements MasterKey {
    @Override
    public String shell() {
      return "$" + name;
    }

    @Override
    public String place() {
      return "environment variable " + name;
    }
  }

  /** Written into the configuration file. */
  record InConfiguration() implements MasterKey {
    @Override
    public String shell() {
      return "$MASTER_KEY";
    }

    @Override
    public String place() {
      return "general_settings.master_key of your configuration (here: MASTER_KEY=...)";
    }
  }

  /** Of a key that was not made here. */
  static MasterKey given(Secret key, Map<String, String> environment) {
    Optional<String> variable =
        environment.entrySet().stream()
            .filter(entry -> key.matches(entry.getValue()))
            .map(Map.Entry::getKey)
            .sorted()
            .findFirst();
    return variable.<MasterKey>map(InVariable::new).orElseGet(InConfiguration::new);
  }
}
