package dev.weir.standalone;

import dev.weir.schemas.config.ConfigLoader;
import dev.weir.schemas.config.LoadResult;
import dev.weir.schemas.config.LoadResult.Loaded;
import dev.weir.schemas.config.MissingVariables;
import dev.weir.schemas.config.Notice;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A configuration file, and the environment to read it in. */
record LocalConfig(Path file, Map<String, String> environment) {

  /** What there is now, be it right or wrong; what it lacks is collected. */
  LoadResult read(Map<String, String> variables) {
    var all = new HashMap<>(environment);
    all.putAll(variables);
    return ConfigLoader.load(file, all, MissingVariables.COLLECT);
  }

  /**
   * The configuration, what it lacks collected.
   *
   * @param variables win over the environment
   * @throws SetupException with a line for each error, if it is wrong
   */
  Loaded load(Map<String, String> variables) {
    return switch (read(variables)) {
      case Loaded loaded -> loaded;
      case LoadResult.Refused(List<Notice> errors, var _, var _, var _) ->
          throw new SetupException(
              errors.stream().map(Notice::toString).collect(Collectors.joining("\n")));
    };
  }
}
