package dev.weir.schemas.config;

import dev.weir.schemas.config.YamlValue.Mapping;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** A map of settings that remembers which keys it was asked for, so that the others stand out. */
final class Section {
  private final Findings findings;
  private final String path;
  private final Mapping mapping;
  private final Set<String> asked = new TreeSet<>();

  Section(Findings findings, String path, Mapping mapping) {
    this.findings = findings;
    this.path = path;
    this.mapping = mapping;
  }

  static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  String path() {
    return path;
  }

  Place place() {
    return mapping.place();
  }

  /** The setting of that name, whether or not it is there. */
  Setting at(String key) {
    asked.add(key);
    findings.know(join(path, key).replaceAll("\\[\\d+]", "[]"));
    return setting(key);
  }

  /**
   * As {@link #at}, where an environment variable named after the whole path wins: {@code
   * weir.redis.host} is {@code WEIR_REDIS_HOST}.
   */
  Setting atOrVariable(String key) {
    Setting written = at(key);
    String name = variableName(join(path, key));
    String value = findings.variable(name);
    if (value == null) {
      return written;
    }
    var scalar = new YamlValue.Scalar(Place.variable(name), YamlValue.Kind.TEXT, value);
    return new Setting(findings, written.path(), scalar.place(), scalar);
  }

  static String variableName(String path) {
    return path.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
  }

  private Setting setting(String key) {
    YamlValue.Entry entry = mapping.entries().get(key);
    String below = join(path, key);
    return entry == null
        ? new Setting(findings, below, mapping.place(), null)
        : new Setting(findings, below, entry.keyPlace(), entry.value());
  }

  /** A setting that is there, with the place of its key. */
  record Given(String key, Place keyPlace, Setting setting) {}

  /** Every setting that is there, asked for or not, in the order of the file. */
  List<Given> all() {
    var all = new ArrayList<Given>();
    mapping
        .entries()
        .forEach((key, entry) -> all.add(new Given(key, entry.keyPlace(), setting(key))));
    return all;
  }

  /** The keys that were asked for. */
  Set<String> asked() {
    return asked;
  }

  /** The settings that nobody has asked for. */
  List<Given> others() {
    return all().stream().filter(given -> !asked.contains(given.key())).toList();
  }

  /**
   * Warns of every setting that nobody has asked for.
   *
   * @param unsupported keys that LiteLLM knows and Weir does not
   */
  void warnOfOthers(Collection<String> unsupported) {
    for (Given other : others()) {
      boolean known = unsupported.contains(other.key());
      warn(
          other,
          known
              ? "not supported by Weir yet, ignored"
              : unknown(other.key(), ", ignored", unsupported));
    }
  }

  /** Refuses every setting that nobody has asked for: for Weir's own section. */
  void refuseOthers() {
    for (Given other : others()) {
      String text = unknown(other.key(), "", Set.of());
      findings.error(other.keyPlace(), join(path, other.key()), text);
    }
  }

  void warn(Given given, String text) {
    findings.warn(given.keyPlace(), join(path, given.key()), text);
  }

  private String unknown(String key, String verdict, Collection<String> further) {
    var candidates = new TreeSet<>(asked);
    candidates.addAll(further);
    return "unknown setting `" + key + "`" + verdict + Nearest.hint(key, candidates);
  }
}
