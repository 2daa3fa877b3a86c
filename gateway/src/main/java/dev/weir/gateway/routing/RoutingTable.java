package dev.weir.gateway.routing;

import dev.weir.gateway.core.Candidate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The model groups with their deployments, and further names of groups. Does not change. */
public final class RoutingTable {
  private final SequencedMap<String, List<Candidate>> groups;
  private final Map<String, String> aliases;

  /**
   * @param candidates in the order of the configuration file
   * @param aliases further name → group
   */
  public RoutingTable(List<Candidate> candidates, Map<String, String> aliases) {
    var byGroup = new LinkedHashMap<String, List<Candidate>>();
    for (Candidate candidate : candidates) {
      byGroup.computeIfAbsent(candidate.group(), _ -> new ArrayList<>()).add(candidate);
    }
    byGroup.replaceAll((_, members) -> List.copyOf(members));
    this.groups = Collections.unmodifiableSequencedMap(byGroup);
    this.aliases = Map.copyOf(aliases);
  }

  /** The group that a request's {@code model} means; null: there is none. */
  public @Nullable String resolve(String model) {
    if (groups.containsKey(model)) {
      return model;
    }
    String target = aliases.get(model);
    return target != null && groups.containsKey(target) ? target : null;
  }

  /** The deployments of a group; empty when there is no such group. */
  public List<Candidate> group(String name) {
    return groups.getOrDefault(name, List.of());
  }

  /** All groups, in the order of the configuration file. */
  public Set<String> groups() {
    return groups.keySet();
  }
}
