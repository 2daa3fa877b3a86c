package dev.weir.schemas.config;

import java.nio.file.Path;

/**
 * {@code weir check FILE}: exits 0 if services would start with the file, 1 if not, 2 on wrong
 * usage.
 */
public final class CheckMain {
  private CheckMain() {}

  /** Checks the one file that is given. */
  public static void main(String[] arguments) {
    if (arguments.length != 1) {
      System.err.println("usage: weir check FILE");
      System.exit(2);
    }
    System.exit(ConfigCheck.check(Path.of(arguments[0]), System.getenv(), System.out));
  }
}
