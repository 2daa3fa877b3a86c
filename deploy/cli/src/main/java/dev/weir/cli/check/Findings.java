package dev.weir.cli.check;

import dev.weir.schemas.config.LoadResult;
import dev.weir.schemas.config.MissingVariable;
import dev.weir.schemas.config.Notice;
import dev.weir.schemas.config.Target;
import dev.weir.schemas.config.WeirConfig;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a check found.
 *
 * @param missing names of variables that are not set, each once; where they are used is among the
 *     errors, or the warnings
 * @param contents what the file configures; empty if it is refused
 */
record Findings(List<Notice> errors, List<Notice> warnings, List<String> missing, String contents) {
  private static final Comparator<Notice> IN_FILE_ORDER =
      Comparator.<Notice, String>comparing(notice -> notice.place().file())
          .thenComparingInt(notice -> notice.place().line())
          .thenComparingInt(notice -> notice.place().column());

  static Findings of(LoadResult result, boolean allowMissing) {
    var errors = new ArrayList<Notice>();
    var warnings = new ArrayList<>(result.warnings());
    List<Notice> unset = result.missing().stream().map(Findings::unset).distinct().toList();
    (allowMissing ? warnings : errors).addAll(unset);
    String contents =
        switch (result) {
          case LoadResult.Loaded loaded -> contents(loaded.config());
          case LoadResult.Refused refused -> {
            errors.addAll(refused.errors());
            yield "";
          }
        };
    errors.sort(IN_FILE_ORDER);
    warnings.sort(IN_FILE_ORDER);
    List<String> missing =
        result.missing().stream().map(MissingVariable::name).distinct().sorted().toList();
    return new Findings(errors, warnings, missing, contents);
  }

  /** One line for people. */
  String summary() {
    String verdict = errors.isEmpty() ? contents : "refused";
    String warned = count(warnings.size(), "warning");
    return errors.isEmpty()
        ? verdict + "; " + warned
        : verdict + "; " + count(errors.size(), "error") + ", " + warned;
  }

  private static Notice unset(MissingVariable variable) {
    return new Notice(
        variable.place(),
        variable.path(),
        "environment variable `" + variable.name() + "` is not set");
  }

  private static String contents(WeirConfig config) {
    String parts =
        config.models().stream()
            .collect(
                Collectors.groupingBy(
                    entry ->
                        switch (entry.target()) {
                          case Target.Provider provider -> provider.provider();
                          case Target.GroupReference _ -> "reference to a group";
                        },
                    TreeMap::new,
                    Collectors.counting()))
            .entrySet()
            .stream()
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
