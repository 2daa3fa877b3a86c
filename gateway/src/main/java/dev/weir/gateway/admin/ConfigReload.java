package dev.weir.gateway.admin;

import java.util.List;

/** Reads the configuration again. */
@FunctionalInterface
public interface ConfigReload {
  /** Reads it, and serves by it if it holds. */
  Outcome reload();

  /** What came of it; all texts are for people and hold no secret. */
  sealed interface Outcome {}

  /**
   * Calls that begin now are served by it.
   *
   * @param warnings what there is to say of it, with its line
   * @param needRestart settings that have changed, and keep their old value until a restart
   */
  record Applied(List<String> warnings, List<String> needRestart) implements Outcome {
    public Applied {
      warnings = List.copyOf(warnings);
      needRestart = List.copyOf(needRestart);
    }
  }

  /**
   * It is wrong; all goes on as before.
   *
   * @param errors each with its file and line
   */
  record Refused(List<String> errors) implements Outcome {
    public Refused {
      errors = List.copyOf(errors);
    }
  }
}
