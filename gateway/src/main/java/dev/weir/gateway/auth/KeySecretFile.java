package dev.weir.gateway.auth;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.weir.schemas.config.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The secret of the key hashes, kept in a file of the data directory that only its owner may read
 * (0600). It is made once and never replaced: with another secret no key would be known any more.
 */
public final class KeySecretFile {
  private static final Logger LOGGER = LoggerFactory.getLogger(KeySecretFile.class);
  private static final String NAME = "key-secret";
  private static final int BYTES = 32;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private KeySecretFile() {}

  /**
   * The secret in this directory; makes both if they are missing.
   *
   * @throws IOException if the file can't be read, made or believed; the message names it
   */
  public static Secret loadOrCreate(Path dataDir) throws IOException {
    Path file = dataDir.resolve(NAME);
    if (Files.notExists(file)) {
      Files.createDirectories(dataDir);
      create(file);
    }
    String text = Files.readString(file, US_ASCII).strip();
    if (text.length() < KeyHasher.MIN_SECRET_BYTES) {
      throw new IOException(
          file + " holds no secret. Restore it from a backup: without it no virtual key is known");
    }
    warnIfOpen(file);
    return new Secret(text);
  }

  private static void create(Path file) throws IOException {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    Path draft = file.resolveSibling(NAME + ".new");
    Files.deleteIfExists(draft);
    Set<StandardOpenOption> options =
        EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel channel =
        FileChannel.open(draft, options, PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
      channel.write(ByteBuffer.wrap((HexFormat.of().formatHex(random) + "\n").getBytes(US_ASCII)));
      channel.force(true);
    }
    // Not REPLACE_EXISTING: what another process made in the meantime must stay.
    Files.move(draft, file);
    LOGGER.atInfo().addKeyValue("file", file).log("made the secret of the key hashes: back it up");
  }

  private static void warnIfOpen(Path file) throws IOException {
    Set<PosixFilePermission> open = EnumSet.copyOf(Files.getPosixFilePermissions(file));
    open.removeAll(OWNER_ONLY);
    if (!open.isEmpty()) {
      LOGGER.atWarn().addKeyValue("file", file).log("others may read it, expected mode 0600");
    }
  }
}
