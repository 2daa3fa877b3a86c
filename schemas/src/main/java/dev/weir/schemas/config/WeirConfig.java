package dev.weir.schemas.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A configuration that has been checked: every {@link Target.GroupReference} names a group, none
 * leads back to itself, and every deployment id is there once. CONFIGURATION.md of this module
 * describes each setting. It can be logged: secrets print as {@code ***}.
 */
public record WeirConfig(
    List<ModelEntry> models,
    RouterSettings router,
    LitellmSettings litellm,
    GeneralSettings general,
    WeirSettings weir,
    AlertSettings alerts,
    CacheSettings cache) {
  public WeirConfig {
    models = List.copyOf(models);
  }

  /** The entries of a model group in the order of the file; empty when there is no such group. */
  public List<ModelEntry> group(String name) {
    return models.stream().filter(entry -> entry.group().equals(name)).toList();
  }

  /** The names of all model groups, in the order of the file. */
  public Set<String> groups() {
    var names = new LinkedHashSet<String>();
    models.forEach(entry -> names.add(entry.group()));
    return names;
  }
}
