package dev.weir.gateway.routing;

import dev.weir.gateway.core.Candidate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The model groups with their deployments, and further names of groups. Does not change. */
public final class RoutingTable {
  private final SequencedMap<String, List<Candidate>> groups;
  private final Map<String, Candidate> byId = new HashMap<>();
  private final Map<String, String> aliases;
  private final List<Wildcard> wildcards;

  /** Makes the deployment that a wildcard's entry stands for. */
  @FunctionalInterface
  public interface Maker {
    /**
     * The same entry under the name that was asked for.
     *
     * @param model of the provider, with the captured texts in it
     */
    Candidate make(Candidate entry, String group, String model);
  }

  /**
   * @param candidates in the order of the configuration file
   * @param aliases further name → group
   */
  public RoutingTable(List<Candidate> candidates, Map<String, String> aliases, Maker maker) {
    var byGroup = new LinkedHashMap<String, List<Candidate>>();
    for (Candidate candidate : candidates) {
      byGroup.computeIfAbsent(candidate.group(), _ -> new ArrayList<>()).add(candidate);
      byId.putIfAbsent(candidate.id(), candidate);
    }
    byGroup.replaceAll((_, members) -> List.copyOf(members));
    this.wildcards =
        byGroup.entrySet().stream()
            .filter(group -> group.getKey().contains("*"))
            .map(group -> new Wildcard(group.getKey(), group.getValue(), maker))
            .sorted(Comparator.comparingInt(Wildcard::specificity).reversed())
            .toList();
    this.groups = Collections.unmodifiableSequencedMap(byGroup);
    this.aliases = Map.copyOf(aliases);
  }

  /** Without wildcards. */
  public RoutingTable(List<Candidate> candidates, Map<String, String> aliases) {
    this(candidates, aliases, (entry, _, _) -> entry);
  }

  /** What a request's {@code model}, or a fallback, means; null: nothing. */
  public @Nullable Destination resolve(String model) {
    Candidate deployment = byId.get(model);
    if (deployment != null && !deployment.group().contains("*")) {
      String group = deployment.group();
      return new Destination(group, model, List.of(model, group));
    }
    String target = aliases.get(model);
    if (target == null) {
      return named(model);
    }
    Destination to = named(target);
    if (to == null) {
      return named(model);
    }
    var names = new ArrayList<>(to.names());
    names.addFirst(model);
    return new Destination(to.group(), null, names);
  }

  private @Nullable Destination named(String model) {
    if (groups.containsKey(model) && !model.contains("*")) {
      return new Destination(model, null, List.of(model));
    }
    Wildcard wildcard = wildcard(model);
    return wildcard == null ? null : new Destination(model, null, List.of(model, wildcard.name()));
  }

  private @Nullable Wildcard wildcard(String model) {
    return wildcards.stream().filter(it -> it.matches(model)).findFirst().orElse(null);
  }

  /** The deployments of a group; empty when there is no such group. */
  public List<Candidate> group(String name) {
    List<Candidate> members = groups.get(name);
    if (members != null) {
      return members;
    }
    Wildcard wildcard = wildcard(name);
    return wildcard == null ? List.of() : wildcard.candidates(name);
  }

  /** What the configuration may call a group: its name, and the wildcard it comes from. */
  List<String> namesOf(String group) {
    Wildcard wildcard = groups.containsKey(group) ? null : wildcard(group);
    return wildcard == null ? List.of(group) : List.of(group, wildcard.name());
  }

  /** All groups, in the order of the configuration file; wildcards as they are written. */
  public Set<String> groups() {
    return groups.keySet();
  }
}
