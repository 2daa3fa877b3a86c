package dev.weir.schemas.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where a call goes when its group fails: group name (or {@code *} for any) → the targets to try,
 * in order.
 *
 * @param general after any failure that is not one of the two below
 * @param contextWindow after the prompt was too long
 * @param contentPolicy after the provider refused the content
 * @param defaults for a group that has no entry in {@code general}
 */
public record Fallbacks(
    Map<String, List<Target>> general,
    Map<String, List<Target>> contextWindow,
    Map<String, List<Target>> contentPolicy,
    List<Target> defaults) {
  /** Nowhere. */
  public static final Fallbacks NONE = new Fallbacks(Map.of(), Map.of(), Map.of(), List.of());

  /**
   * One place to go.
   *
   * @param model any name that a request could carry
   * @param overrides fields that take the place of the request's
   */
  public record Target(String model, Map<String, JsonNode> overrides) {
    public Target {
      overrides = Collections.unmodifiableMap(new LinkedHashMap<>(overrides));
    }

    /** Targets that change nothing of the request. */
    public static List<Target> of(String... models) {
      return Stream.of(models).map(model -> new Target(model, Map.of())).toList();
    }
  }

  public Fallbacks {
    general = ordered(general);
    contextWindow = ordered(contextWindow);
    contentPolicy = ordered(contentPolicy);
    defaults = List.copyOf(defaults);
  }

  /** The general fallbacks of a group: its own, else those of {@code *}, else the defaults. */
  public List<Target> of(String group) {
    List<Target> any = general.getOrDefault("*", defaults);
    return general.getOrDefault(group, any);
  }

  private static Map<String, List<Target>> ordered(Map<String, List<Target>> map) {
    var copy = new LinkedHashMap<String, List<Target>>();
    map.forEach((group, targets) -> copy.put(group, List.copyOf(targets)));
    return Collections.unmodifiableMap(copy);
  }
}
