package dev.weir.testkit;

import java.util.concurrent.ThreadLocalRandom;

/** Names that keep tests apart on a server they share. */
final class Prefixes {
  private Prefixes() {}

  static String next() {
    return "t%08x".formatted(ThreadLocalRandom.current().nextInt());
  }
}
