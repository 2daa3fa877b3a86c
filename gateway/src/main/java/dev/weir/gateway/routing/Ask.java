package dev.weir.gateway.routing;

import dev.weir.schemas.config.Capability;
import java.util.List;
import java.util.Set;

/**
 * What a request asks of a deployment.
 *
 * @param tags of the request
 * @param promptTokens about how long its prompt is; 0: unknown
 * @param regions where it has to run, each of them; none: anywhere
 * @param needs what the model has to be able to do
 * @param stream whether it wants a stream
 */
public record Ask(
    List<String> tags,
    long promptTokens,
    List<String> regions,
    Set<Capability> needs,
    boolean stream) {
  /** Nothing special. */
  public static final Ask ANYTHING = new Ask(List.of(), 0, List.of(), Set.of(), false);

  public Ask {
    tags = List.copyOf(tags);
    regions = List.copyOf(regions);
    needs = Set.copyOf(needs);
  }
}
