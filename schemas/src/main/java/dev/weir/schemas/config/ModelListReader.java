package dev.weir.schemas.config;

import dev.weir.schemas.config.Target.GroupReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@code model_list}, and checks where its references to groups lead. */
final class ModelListReader {
  private final Findings findings;

  ModelListReader(Findings findings) {
    this.findings = findings;
  }

  /** An entry, and where its {@code litellm_params.model} stands. */
  private record Read(ModelEntry entry, Setting model) {}

  List<ModelEntry> read(Section root) {
    Setting list = root.at("model_list");
    List<Setting> items = list.items("a list of models");
    Map<String, Section> credentials = credentials(root.at("credential_list"));
    Set<String> groups = groups(items);
    var ids = new DeploymentIds();
    var all = new ArrayList<Read>();
    for (Setting item : items) {
      Section section = item.section("a map with `model_name` and `litellm_params`");
      if (!item.isMap()) {
        continue;
      }
      var reader = new ModelEntryReader(findings, groups, credentials, ids, section);
      reader.read().forEach(entry -> all.add(new Read(entry, reader.model())));
    }
    if (items.isEmpty() && !list.isMap()) {
      list.warn("no models are configured");
    }
    leaveOutDangling(all);
    refuseCycles(all);
    return all.stream().map(Read::entry).toList();
  }

  private Set<String> groups(List<Setting> items) {
    var groups = new LinkedHashSet<String>();
    for (Setting item : items) {
      Setting setting = item.isMap() ? item.section().at("model_name") : item;
      String variable = setting.variable();
      String name = variable == null ? setting.written() : findings.variable(variable);
      if (name != null) {
        groups.add(name);
      }
    }
    return groups;
  }

  private static Map<String, Section> credentials(Setting list) {
    var credentials = new HashMap<String, Section>();
    for (Setting item : list.items("a list of credentials")) {
      Section section = item.section();
      String name = section.at("credential_name").text();
      if (name != null) {
        credentials.put(name, section.at("credential_values").section());
      } else {
        item.error("`credential_name` is missing");
      }
      section.at("credential_info");
      section.warnOfOthers(Set.of());
    }
    return credentials;
  }

  /** A reference to a group whose deployments were all left out goes the same way. */
  private static void leaveOutDangling(List<Read> all) {
    boolean again = true;
    while (again) {
      var groups = new LinkedHashSet<String>();
      all.forEach(read -> groups.add(read.entry.group()));
      again =
          all.removeIf(read -> {
            boolean dangling =
                read.entry.target() instanceof GroupReference(String group)
                    && !groups.contains(group);
            if (dangling) {
              read.model.warn(
                  "deployment `%s` refers to `%s`, which has no deployments left; it is left out"
                      .formatted(read.entry.group(), read.entry.target().written()));
            }
            return dangling;
          });
    }
  }

  private static void refuseCycles(List<Read> all) {
    var references = new HashMap<String, Set<String>>();
    for (Read read : all) {
      if (read.entry.target() instanceof GroupReference(String group)) {
        references.computeIfAbsent(read.entry.group(), _ -> new LinkedHashSet<>()).add(group);
      }
    }
    for (Read read : all) {
      if (read.entry.target() instanceof GroupReference(String group)
          && leads(group, read.entry.group(), references, new LinkedHashSet<>())) {
        read.model.error(
            "group `%s` leads back to itself by way of `%s`".formatted(read.entry.group(), group));
      }
    }
  }

  private static boolean leads(
      String from, String to, Map<String, Set<String>> references, Set<String> seen) {
    if (from.equals(to)) {
      return true;
    }
    return seen.add(from)
        && references.getOrDefault(from, Set.of()).stream()
            .anyMatch(next -> leads(next, to, references, seen));
  }
}
