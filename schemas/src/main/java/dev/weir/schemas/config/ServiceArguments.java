package dev.weir.schemas.config;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The one argument of accounting and alerts: {@code --config FILE}. */
public final class ServiceArguments {
  private static final String CONFIG = "--config";

  private ServiceArguments() {}

  /**
   * Reads the arguments and the file that they name, and says on {@code out} what there is to say.
   *
   * @return null if the process can't start; the reason has been said
   */
  public static @Nullable WeirConfig load(
      String[] arguments, Map<String, String> environment, PrintStream out) {
    if (arguments.length != 2 || !arguments[0].equals(CONFIG)) {
      out.println("usage: " + CONFIG + " FILE");
      return null;
    }
    LoadResult result =
        ConfigLoader.load(Path.of(arguments[1]), environment, MissingVariables.REFUSE_SHARED);
    result.warnings().forEach(out::println);
    return switch (result) {
      case LoadResult.Loaded loaded -> loaded.config();
      case LoadResult.Refused refused -> {
        refused.errors().forEach(out::println);
        yield null;
      }
    };
  }
}
