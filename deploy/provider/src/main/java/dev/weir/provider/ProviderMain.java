package dev.weir.provider;

import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * The scripted provider as a program: {@code --port N [--host ADDRESS] [--latency
 * none|50ms|lognormal:40ms:0.4] [--chunk-gap 5ms] [--seed N] [--no-ledger]}. Prints one line when
 * it listens.
 */
public final class ProviderMain {

  private static final String USAGE =
      "usage: provider --port N [--host ADDRESS] [--latency none|50ms|lognormal:40ms:0.4[:SEED]]"
          + " [--chunk-gap 5ms] [--seed N] [--no-ledger]";

  private ProviderMain() {}

  /** Runs until it is killed; exits 2 on a wrong argument and 1 when the port is taken. */
  public static void main(String[] args) throws InterruptedException {
    Settings settings = Settings.DEFAULTS;
    long seed = 1;
    try {
      for (Iterator<String> left = List.of(args).iterator(); left.hasNext(); ) {
        String option = left.next();
        switch (option) {
          case "--no-ledger" -> settings = settings.withoutRecording();
          case "--port" -> settings = settings.withPort(Integer.parseInt(value(option, left)));
          case "--host" -> settings = settings.withHost(value(option, left));
          case "--latency" -> settings = settings.withLatency(Latency.parse(value(option, left)));
          case "--chunk-gap" ->
              settings = settings.withChunkGap(Latency.duration(value(option, left)));
          case "--seed" -> seed = Long.parseLong(value(option, left));
          default -> throw new IllegalArgumentException("unknown option " + option);
        }
      }
    } catch (IllegalArgumentException e) {
      exit(2, e.getMessage() + "\n" + USAGE);
    }
    try (ScriptedProvider provider = ScriptedProvider.start(Script.seeded(seed), settings)) {
      System.out.println("scripted provider listening on " + provider.baseUri());
      new CountDownLatch(1).await();
    } catch (UncheckedIOException e) {
      exit(1, String.valueOf(e.getMessage()));
    }
  }

  private static String value(String option, Iterator<String> left) {
    if (!left.hasNext()) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return left.next();
  }

  private static void exit(int code, String message) {
    System.err.println(message);
    System.exit(code);
  }
}
