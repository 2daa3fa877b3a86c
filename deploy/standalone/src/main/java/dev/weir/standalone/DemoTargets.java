package dev.weir.standalone;

import dev.weir.schemas.config.ModelEntry;
import dev.weir.schemas.config.Secret;
import dev.weir.schemas.config.Target;
import dev.weir.schemas.config.WeirConfig;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Points deployments at the demo provider whose key or address is in a variable that is not set.
 *
 * <p>They are found by the values that stood in for the variables: those come back from the
 * configuration's reader in the very places where the variables are used.
 */
final class DemoTargets {
  private static final String KEY = "variable-not-set:";
  private static final String BASE = "http://variable-not-set.invalid/";
  private static final Secret DEMO_KEY = new Secret("demo");

  private DemoTargets() {}

  /** What stands in for a key's variable. */
  static String key(String variable) {
    return KEY + variable;
  }

  /** What stands in for an address' variable. */
  static String base(String variable) {
    return BASE + variable;
  }

  /** The configuration with every such deployment pointed at the provider. */
  static WeirConfig pointAt(URI provider, WeirConfig config) {
    return new WeirConfig(
        config.models().stream().map(entry -> pointAt(provider, entry)).toList(),
        config.router(),
        config.litellm(),
        config.general(),
        config.weir(),
        config.alerts(),
        config.cache());
  }

  private static ModelEntry pointAt(URI provider, ModelEntry entry) {
    return switch (entry.target()) {
      case Target.Provider target when !missing(target).isEmpty() ->
          withTarget(entry, pointAt(provider, target));
      case Target.Provider _, Target.GroupReference _ -> entry;
    };
  }

  private static Target.Provider pointAt(URI provider, Target.Provider target) {
    URI base =
        switch (target.kind()) {
          case OPENAI -> URI.create(provider + "/v1");
          case AZURE, ANTHROPIC -> provider;
        };
    return new Target.Provider(
        target.written(),
        target.provider(),
        target.kind(),
        target.model(),
        DEMO_KEY,
        base,
        target.apiVersion(),
        target.organization(),
        Map.of());
  }

  private static ModelEntry withTarget(ModelEntry entry, Target target) {
    return new ModelEntry(
        entry.group(),
        entry.id(),
        target,
        entry.mode(),
        entry.limits(),
        entry.timeouts(),
        entry.preference(),
        entry.pricing(),
        entry.cooldown(),
        entry.facts(),
        entry.mock(),
        entry.defaults(),
        entry.dropParams(),
        entry.retries(),
        entry.place());
  }

  /** One line for each set of variables: who answers from the demo provider for want of them. */
  static List<String> notes(WeirConfig config) {
    var groups = new LinkedHashMap<Set<String>, Set<String>>();
    for (ModelEntry entry : config.models()) {
      if (entry.target() instanceof Target.Provider target && !missing(target).isEmpty()) {
        groups.computeIfAbsent(missing(target), _ -> new LinkedHashSet<>()).add(entry.group());
      }
    }
    return groups.entrySet().stream().map(set -> note(set.getKey(), set.getValue())).toList();
  }

  private static String note(Set<String> variables, Set<String> groups) {
    return "%s %s not set: %s %s from the demo provider"
        .formatted(
            String.join(", ", variables),
            variables.size() == 1 ? "is" : "are",
            String.join(", ", groups),
            groups.size() == 1 ? "answers" : "answer");
  }

  /** The variables that a target wants. */
  private static Set<String> missing(Target.Provider target) {
    var variables = new LinkedHashSet<String>();
    if (target.apiKey() != null && target.apiKey().value().startsWith(KEY)) {
      variables.add(target.apiKey().value().substring(KEY.length()));
    }
    if (target.apiBase() != null && target.apiBase().toString().startsWith(BASE)) {
      variables.add(target.apiBase().toString().substring(BASE.length()));
    }
    return variables;
  }
}
