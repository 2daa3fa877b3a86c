package dev.weir.gateway.routing;

import dev.weir.gateway.core.Failure;
import dev.weir.schemas.config.Fallbacks;
import dev.weir.schemas.config.Fallbacks.Target;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which of the lists of fallbacks counts after a failure. */
final class FallbackLists {
  private FallbackLists() {}

  /**
   * @param failure null: the group was passed over
   */
  static List<Target> of(Fallbacks fallbacks, String group, @Nullable Failure failure) {
    if (failure == null) {
      return fallbacks.of(group);
    }
    return switch (failure.kind()) {
      case CONTENT_POLICY -> special(fallbacks.contentPolicy(), group);
      case CONTEXT_WINDOW ->
          fallbacks.contextWindow().isEmpty()
              ? fallbacks.of(group)
              : special(fallbacks.contextWindow(), group);
      case CONNECTION,
          TIMEOUT,
          RATE_LIMITED,
          AUTHENTICATION,
          PERMISSION,
          NOT_FOUND,
          BAD_REQUEST,
          SERVER,
          BROKEN_ANSWER,
          SIMULATED ->
          fallbacks.of(group);
    };
  }

  private static List<Target> special(Map<String, List<Target>> lists, String group) {
    return lists.getOrDefault(group, lists.getOrDefault("*", List.of()));
  }
}
