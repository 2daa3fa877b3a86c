package dev.weir.gateway.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at files every second, and tells when what is in them has changed and stayed so for two
 * looks: nothing half written is taken. It compares contents, so that a link that leads elsewhere
 * (a Kubernetes ConfigMap) is a change like any other, and a touched file is none.
 */
final class ConfigWatch implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(ConfigWatch.class);
  private static final Duration PERIOD = Duration.ofSeconds(1);

  private final Supplier<Set<Path>> files;
  private final Runnable changed;
  private final Thread thread =
      Thread.ofPlatform().daemon().name("config-watch").unstarted(this::run);
  private String known;
  private String before;

  /**
   * @param files to look at, asked each time
   * @param changed is called in the watch's own thread
   */
  ConfigWatch(Supplier<Set<Path>> files, Runnable changed) {
    this.files = files;
    this.changed = changed;
    this.known = contents(files.get());
    this.before = known;
  }

  ConfigWatch start() {
    thread.start();
    return this;
  }

  /** Looks once. */
  void look() {
    Set<Path> looked = files.get();
    String now = contents(looked);
    if (!now.equals(known) && now.equals(before)) {
      known = now;
      changed.run();
      if (!looked.equals(files.get())) {
        // Other files are another beginning.
        known = contents(files.get());
      }
    }
    before = now;
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(PERIOD);
        lookOrSayWhy();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void lookOrSayWhy() {
    try {
      look();
    } catch (RuntimeException e) {
      LOGGER.error("could not look whether the configuration has changed", e);
    }
  }

  private static String contents(Set<Path> files) {
    MessageDigest digest = sha256();
    for (Path file : new TreeSet<>(files)) {
      digest.update(file.toString().getBytes(UTF_8));
      try {
        digest.update(sha256().digest(Files.readAllBytes(file)));
      } catch (IOException e) {
        digest.update((byte) 0);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
