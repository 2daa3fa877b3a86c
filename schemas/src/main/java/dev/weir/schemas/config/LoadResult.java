package dev.weir.schemas.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** What came of reading a configuration file: a whole configuration, or every error in it. */
public sealed interface LoadResult {
  /** What to tell the operator, in the order of the file. */
  List<Notice> warnings();

  /** Variables that are not set; empty under {@link MissingVariables#REFUSE}. */
  List<MissingVariable> missing();

  /**
   * Every file that was looked into: the configuration, what it includes, and what variables refer
   * to ({@code X_FILE}). A change of one of them may change the result.
   */
  Set<Path> files();

  /** The configuration holds. */
  record Loaded(
      WeirConfig config, List<Notice> warnings, List<MissingVariable> missing, Set<Path> files)
      implements LoadResult {
    public Loaded {
      files = Set.copyOf(files);
      warnings = List.copyOf(warnings);
      missing = List.copyOf(missing);
    }
  }

  /** The configuration has at least one wrong value; nothing may start with it. */
  record Refused(
      List<Notice> errors, List<Notice> warnings, List<MissingVariable> missing, Set<Path> files)
      implements LoadResult {
    public Refused {
      files = Set.copyOf(files);
      errors = List.copyOf(errors);
      warnings = List.copyOf(warnings);
      missing = List.copyOf(missing);
      if (errors.isEmpty()) {
        throw new IllegalArgumentException("refused without an error");
      }
    }
  }
}
