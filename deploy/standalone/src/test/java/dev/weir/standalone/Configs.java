package dev.weir.standalone;

import dev.weir.schemas.config.LoadResult.Loaded;
import java.nio.file.Path;
import java.util.Map;

/** The configuration that comes with Weir, loaded with some variables set. */
final class Configs {
  static final Path DEFAULT = Path.of("src/main/resources/dev/weir/standalone/default-config.yaml");

  private Configs() {}

  static Loaded withEnvironment(Map<String, String> environment) {
    return new LocalConfig(DEFAULT, environment).load(Map.of());
  }
}
