package dev.weir.schemas.config;

import java.util.List;

/** What came of reading a configuration file: a whole configuration, or every error in it. */
public sealed interface LoadResult {
  /** What to tell the operator, in the order of the file. */
  List<Notice> warnings();

  /** Variables that are not set; empty under {@link MissingVariables#REFUSE}. */
  List<MissingVariable> missing();

  /** The configuration holds. */
  record Loaded(WeirConfig config, List<Notice> warnings, List<MissingVariable> missing)
      implements LoadResult {
    public Loaded {
      warnings = List.copyOf(warnings);
      missing = List.copyOf(missing);
    }
  }

  /** The configuration has at least one wrong value; nothing may start with it. */
  record Refused(List<Notice> errors, List<Notice> warnings, List<MissingVariable> missing)
      implements LoadResult {
    public Refused {
      errors = List.copyOf(errors);
      warnings = List.copyOf(warnings);
      missing = List.copyOf(missing);
      if (errors.isEmpty()) {
        throw new IllegalArgumentException("refused without an error");
      }
    }
  }
}
