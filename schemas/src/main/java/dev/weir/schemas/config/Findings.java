package dev.weir.schemas.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What one load has found so far, and the environment that values refer to. */
final class Findings {
  private static final Pattern GATEWAY_ONLY =
      Pattern.compile("(model_list|credential_list)\\[|general_settings\\.master_key");

  private final Map<String, String> environment;
  private final MissingVariables policy;
  private final List<Notice> errors = new ArrayList<>();
  private final List<Notice> warnings = new ArrayList<>();
  private final Set<MissingVariable> missing = new LinkedHashSet<>();
  private final Set<String> known = new TreeSet<>();
  private final Set<String> files = new LinkedHashSet<>();
  private final VariableFiles variableFiles = new VariableFiles();

  Findings(Map<String, String> environment, MissingVariables policy) {
    this.environment = new HashMap<>(environment);
    this.policy = policy;
  }

  void error(Place place, String path, String text) {
    errors.add(new Notice(place, path, text));
  }

  void warn(Place place, String path, String text) {
    warnings.add(new Notice(place, path, text));
  }

  /** Makes a variable known that the file itself sets. */
  void export(String name, String value) {
    environment.put(name, value);
  }

  /**
   * The variable's value, or what is in the file that {@code NAME_FILE} names; null when neither is
   * set, or it is empty.
   */
  @Nullable String variable(String name) {
    String value = set(name);
    String file = value == null ? set(name + VariableFiles.SUFFIX) : null;
    if (file == null) {
      return value;
    }
    String held = variableFiles.value(file);
    if (held == null) {
      Place place = Place.variable(name + VariableFiles.SUFFIX);
      error(place, "", "the file that it names can't be read");
    }
    return held == null || held.isEmpty() ? null : held;
  }

  private @Nullable String set(String name) {
    String value = environment.get(name);
    return value == null || value.isEmpty() ? null : value;
  }

  /** The names of all variables, also of those whose value is in a file. */
  Set<String> variables() {
    var names = new TreeSet<String>();
    for (String name : environment.keySet()) {
      boolean file = name.endsWith(VariableFiles.SUFFIX);
      names.add(file ? name.substring(0, name.length() - VariableFiles.SUFFIX.length()) : name);
    }
    return names;
  }

  /** Every file that was read, those of variables too. */
  Set<Path> allFiles() {
    var all = new LinkedHashSet<Path>();
    files.forEach(file -> all.add(Path.of(file)));
    all.addAll(variableFiles.read());
    return all;
  }

  /** A setting that is used needs a variable that is not set. */
  void missing(String name, Place place, String path) {
    boolean refuse =
        switch (policy) {
          case REFUSE -> true;
          case REFUSE_SHARED -> !GATEWAY_ONLY.matcher(path).lookingAt();
          case COLLECT -> false;
        };
    if (refuse) {
      error(place, path, "environment variable `" + name + "` is not set");
    } else {
      missing.add(new MissingVariable(name, place, path));
    }
  }

  void know(String setting) {
    known.add(setting);
  }

  /** Every setting that has been asked for, list positions as {@code []}. */
  Set<String> known() {
    return known;
  }

  /** Notes the order in which files are read. */
  void file(String name) {
    files.add(name);
  }

  List<Notice> errors() {
    return inFileOrder(errors);
  }

  List<Notice> warnings() {
    return inFileOrder(warnings);
  }

  List<MissingVariable> missing() {
    return List.copyOf(missing);
  }

  private List<Notice> inFileOrder(List<Notice> notices) {
    List<String> order = List.copyOf(files);
    return notices.stream()
        .distinct()
        .sorted(
            Comparator.<Notice>comparingInt(n -> order.indexOf(n.place().file()))
                .thenComparingInt(n -> n.place().line())
                .thenComparingInt(n -> n.place().column()))
        .toList();
  }
}
