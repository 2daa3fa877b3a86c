package dev.weir.gateway.routing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks of a deployment.
 *
 * @param tags of the request
 * @param promptTokens about how long its prompt is; 0: unknown
 * @param region where it has to run; null: anywhere
 * @param stream whether it wants a stream
 */
public record Ask(List<String> tags, long promptTokens, @Nullable String region, boolean stream) {
  /** Nothing special. */
  public static final Ask ANYTHING = new Ask(List.of(), 0, null, false);

  public Ask {
    tags = List.copyOf(tags);
  }
}
