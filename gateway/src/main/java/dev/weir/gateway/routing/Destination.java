package dev.weir.gateway.routing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a name leads to.
 *
 * @param group whose deployments serve it
 * @param only the id of the one deployment that was asked for; null: all of the group
 * @param names by which a caller may be allowed to use it
 */
public record Destination(String group, @Nullable String only, List<String> names) {
  public Destination {
    names = List.copyOf(names);
  }
}
