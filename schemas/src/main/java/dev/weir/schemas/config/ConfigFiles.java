package dev.weir.schemas.config;

import dev.weir.schemas.config.YamlValue.Mapping;
import dev.weir.schemas.config.YamlValue.Scalar;
import dev.weir.schemas.config.YamlValue.Sequence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * A configuration file with everything that it includes, as one map: maps are merged, lists are
 * concatenated, and of two other values the included file's wins, as in LiteLLM.
 */
final class ConfigFiles {
  private final Findings findings;
  private final List<Path> open = new ArrayList<>();

  private ConfigFiles(Findings findings) {
    this.findings = findings;
  }

  static Mapping read(Path file, Findings findings) {
    return new ConfigFiles(findings).read(file);
  }

  private Mapping read(Path file) {
    findings.file(file.toString());
    open.add(file.toAbsolutePath().normalize());
    Mapping own = YamlReader.read(file, findings);
    var entries = new LinkedHashMap<>(own.entries());
    YamlValue.Entry include = entries.remove("include");
    var all = new Mapping(own.place(), entries);
    if (include != null) {
      var setting = new Setting(findings, "include", include.keyPlace(), include.value());
      findings.know("include");
      for (String name : setting.texts()) {
        all = merged("", all, included(file.resolveSibling(name).normalize(), setting));
      }
    }
    open.removeLast();
    return all;
  }

  private Mapping included(Path file, Setting include) {
    if (open.contains(file.toAbsolutePath().normalize())) {
      include.error("`" + file + "` includes itself");
      return Mapping.empty(include.place());
    }
    return read(file);
  }

  private Mapping merged(String path, Mapping main, Mapping included) {
    var entries = new LinkedHashMap<>(main.entries());
    included
        .entries()
        .forEach((key, entry) ->
            entries.merge(key, entry, (one, other) -> merged(Section.join(path, key), one, other)));
    return new Mapping(main.place(), entries);
  }

  private YamlValue.Entry merged(String path, YamlValue.Entry main, YamlValue.Entry included) {
    if (main.value() instanceof Mapping one && included.value() instanceof Mapping other) {
      return new YamlValue.Entry(main.keyPlace(), merged(path, one, other));
    }
    if (main.value() instanceof Sequence one && included.value() instanceof Sequence other) {
      var items = new ArrayList<>(one.items());
      items.addAll(other.items());
      return new YamlValue.Entry(main.keyPlace(), new Sequence(one.place(), items));
    }
    if (!isNull(main.value())) {
      Place at = main.keyPlace();
      findings.warn(included.keyPlace(), path, "replaces the value of " + at);
    }
    return included;
  }

  private static boolean isNull(YamlValue value) {
    return value instanceof Scalar(var _, var kind, var _) && kind == YamlValue.Kind.NULL;
  }
}
