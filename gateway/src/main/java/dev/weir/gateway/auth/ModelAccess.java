package dev.weir.gateway.auth;

import dev.weir.gateway.core.Caller;
import java.util.List;

/**
 * Whether a caller may use a model group. A key of a team needs both lists to allow it (LiteLLM's
 * rule, reference/litellm.md §3.2), one without a team its own and its user's.
 */
public sealed interface ModelAccess {
  /** It may. */
  record Allowed() implements ModelAccess {}

  /**
   * It may not: HTTP 403 with {@code param: model}.
   *
   * @param type LiteLLM's {@code type} of the error; tells whose list is in the way
   * @param message for the client; names no other group
   */
  record Denied(String type, String message) implements ModelAccess {}

  /** As {@link #check(Caller, List)} for a model with one name. */
  static ModelAccess check(Caller caller, String group) {
    return check(caller, List.of(group));
  }

  /**
   * Checks the key's list, then its team's or, without a team, its user's; each has to allow one of
   * the names. An empty list, {@code *} and {@code all-proxy-models} allow everything, {@code
   * all-team-models} what the team may use; {@code openai/*} is a prefix.
   *
   * @param names by which the model is reached, the one that was asked for first
   */
  static ModelAccess check(Caller caller, List<String> names) {
    return switch (caller) {
      case Caller.Master _ -> new Allowed();
      case Caller.VirtualKey key -> {
        if (!allows(key.key().models(), names)) {
          yield denied("key_model_access_denied", names.getFirst());
        }
        if (key.team() != null) {
          yield allows(key.team().models(), names)
              ? new Allowed()
              : denied("team_model_access_denied", names.getFirst());
        }
        yield key.user() == null || allows(key.user().models(), names)
            ? new Allowed()
            : denied("user_model_access_denied", names.getFirst());
      }
    };
  }

  private static boolean allows(List<String> models, List<String> names) {
    return models.isEmpty()
        || models.stream().anyMatch(it -> names.stream().anyMatch(name -> matches(it, name)));
  }

  private static boolean matches(String pattern, String group) {
    return switch (pattern) {
      case "*", "all-proxy-models", "all-team-models" -> true;
      default ->
          pattern.endsWith("*")
              ? group.startsWith(pattern.substring(0, pattern.length() - 1))
              : pattern.equals(group);
    };
  }

  private static Denied denied(String type, String group) {
    return new Denied(
        type,
        "The requested model '"
            + group
            + "' is not available for this API key, or the model name is invalid. Check the models"
            + " available to you and try again.");
  }
}
