package dev.weir.schemas.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a call goes when its group fails: group name (or {@code *} for any) → the names to try, in
 * order. A target is any name that a request could carry.
 *
 * @param general after any failure that is not one of the two below
 * @param contextWindow after the prompt was too long
 * @param contentPolicy after the provider refused the content
 * @param defaults for a group that has no entry in {@code general}
 */
public record Fallbacks(
    Map<String, List<String>> general,
    Map<String, List<String>> contextWindow,
    Map<String, List<String>> contentPolicy,
    List<String> defaults) {
  public Fallbacks {
    general = ordered(general);
    contextWindow = ordered(contextWindow);
    contentPolicy = ordered(contentPolicy);
    defaults = List.copyOf(defaults);
  }

  /** The general fallbacks of a group: its own, else those of {@code *}, else the defaults. */
  public List<String> of(String group) {
    List<String> any = general.getOrDefault("*", defaults);
    return general.getOrDefault(group, any);
  }

  private static Map<String, List<String>> ordered(Map<String, List<String>> map) {
    var copy = new LinkedHashMap<String, List<String>>();
    map.forEach((group, targets) -> copy.put(group, List.copyOf(targets)));
    return Collections.unmodifiableMap(copy);
  }
}
