package dev.weir.schemas.config;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What {@code weir check FILE} does: reads a configuration and says what is to say of it. */
public final class ConfigCheck {
  private ConfigCheck() {}

  /**
   * Prints every notice, a line each, and a summary.
   *
   * @return the exit status: 0 if services would start with the file, else 1
   */
  public static int check(Path file, Map<String, String> environment, PrintStream out) {
    LoadResult result = ConfigLoader.load(file, environment, MissingVariables.REFUSE);
    result.warnings().forEach(warning -> out.println("warning: " + warning));
    int warnings = result.warnings().size();
    return switch (result) {
      case LoadResult.Loaded(WeirConfig config, var _, var _) -> {
        out.printf("%s: %s; %s%n", file, summary(config), count(warnings, "warning"));
        yield 0;
      }
      case LoadResult.Refused(List<Notice> errors, var _) -> {
        errors.forEach(error -> out.println("error: " + error));
        out.printf(
            "%s: refused; %s, %s%n",
            file, count(errors.size(), "error"), count(warnings, "warning"));
        yield 1;
      }
    };
  }

  private static String summary(WeirConfig config) {
    Map<String, Long> kinds =
        config.models().stream()
            .collect(
                Collectors.groupingBy(
                    entry ->
                        switch (entry.target()) {
                          case Target.Provider provider -> provider.provider();
                          case Target.GroupReference _ -> "reference to a group";
                        },
                    TreeMap::new,
                    Collectors.counting()));
    String parts =
        kinds.entrySet().stream()
            .map(kind -> kind.getValue() + " " + kind.getKey())
            .collect(Collectors.joining(", "));
    return count(config.groups().size(), "group")
        + ", "
        + count(config.models().size(), "deployment")
        + (parts.isEmpty() ? "" : " (" + parts + ")");
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
