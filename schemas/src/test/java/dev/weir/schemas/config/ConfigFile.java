package dev.weir.schemas.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A {@code config.yaml} in a folder of its own, loaded for a test. */
record ConfigFile(Path folder) {
  ConfigFile with(String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  LoadResult load(Map<String, String> environment, MissingVariables policy) {
    return ConfigLoader.load(folder.resolve("config.yaml"), environment, policy);
  }

  LoadResult.Loaded loaded(Map<String, String> environment) {
    return switch (load(environment, MissingVariables.REFUSE)) {
      case LoadResult.Loaded loaded -> loaded;
      case LoadResult.Refused refused -> throw new AssertionError(refused.errors().toString());
    };
  }

  WeirConfig config() {
    return loaded(Map.of()).config();
  }

  List<String> errors() {
    return errors(Map.of());
  }

  List<String> errors(Map<String, String> environment) {
    return switch (load(environment, MissingVariables.REFUSE)) {
      case LoadResult.Loaded _ -> List.of();
      case LoadResult.Refused refused -> lines(refused.errors());
    };
  }

  List<String> warnings() {
    return lines(load(Map.of(), MissingVariables.REFUSE).warnings());
  }

  /** Notices as printed, with the folder's name cut off. */
  List<String> lines(List<Notice> notices) {
    return notices.stream().map(n -> n.toString().replace(folder + "/", "")).toList();
  }
}
