package dev.weir.standalone;

import dev.weir.embedded.StartException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;

/** {@code deploy/up}: runs everything on this machine until it is told to stop. */
public final class StandaloneMain {
  private StandaloneMain() {}

  /** Exits with 1 and says why in a line or a few, if it can't start. */
  public static void main(String[] words) throws InterruptedException {
    long began = System.nanoTime();
    if (List.of(words).contains("--help")) {
      System.out.print(Arguments.USAGE);
      return;
    }
    try {
      var arguments = Arguments.parse(List.of(words), home());
      run(arguments, began);
    } catch (SetupException | StartException e) {
      fail(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      fail("a file can't be read or written: " + e);
    } catch (RuntimeException e) {
      LoggerFactory.getLogger(StandaloneMain.class).error("failed to start", e);
      fail("failed to start: " + e);
    }
  }

  /** Java's own user.home does not follow the variable. */
  private static Path home() {
    String home = System.getenv("HOME");
    return Path.of(home == null || home.isEmpty() ? System.getProperty("user.home") : home);
  }

  private static void run(Arguments arguments, long began)
      throws IOException, InterruptedException {
    // Before the first logger is made.
    System.setProperty("weir.log", arguments.data().resolve("weir.log").toString());
    System.setProperty("logback.configurationFile", "logback-standalone.xml");
    var standalone = new Standalone(arguments, System.getenv(), System.out::println);
    var hook = new Thread(() -> stop(standalone), "weir-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    var welcome = start(standalone, hook);
    System.out.print(welcome.text((System.nanoTime() - began) / 1_000_000));
    if (arguments.stopWhenReady()) {
      System.exit(0);
    }
    new CountDownLatch(1).await();
  }

  private static Welcome start(Standalone standalone, Thread hook)
      throws IOException, InterruptedException {
    try {
      return standalone.start();
    } catch (IOException | RuntimeException e) {
      if (!withdraw(hook)) {
        new CountDownLatch(1).await(); // Stopped by the user: the JVM ends with its hooks.
      }
      standalone.close();
      throw e;
    }
  }

  /** False if the JVM is already on its way out. */
  private static boolean withdraw(Thread hook) {
    try {
      return Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return false;
    }
  }

  private static void stop(Standalone standalone) {
    System.out.println("\nStopping");
    standalone.close();
    System.out.println("Stopped; the data stays");
  }

  private static void fail(String message) {
    message.lines().forEach(line -> System.err.println("weir: " + line));
    System.exit(1);
  }
}
