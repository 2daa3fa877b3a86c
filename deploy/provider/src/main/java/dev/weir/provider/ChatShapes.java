package dev.weir.provider;

import dev.weir.provider.Behaviour.Refuse;
import dev.weir.provider.ChatBody.Problem;
import dev.weir.provider.ChatBody.Problem.Kind;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What OpenAI and Azure OpenAI have in common in what they take: roles and checks. */
final class ChatShapes {

  static final Set<String> ROLES =
      Set.of("system", "developer", "user", "assistant", "tool", "function");

  private ChatShapes() {}

  static @Nullable Refuse refusal(ChatBody.Fields fields) {
    if (fields.messages() < 0) {
      return refusal(new Problem(Kind.MISSING, "messages", ""));
    }
    if (fields.streamOptions() && !fields.stream()) {
      return refusal(new Problem(Kind.NOT_ALLOWED, "stream_options", "stream"));
    }
    return null;
  }

  static Refuse refusal(Problem problem) {
    String field = problem.field();
    return switch (problem.kind()) {
      case NOT_JSON ->
          invalid(
              null,
              null,
              "We could not parse the JSON body of your request. (HINT: This likely means you"
                  + " aren't using your HTTP library correctly. The OpenAI API expects a JSON"
                  + " payload, but what was sent was not valid JSON.)");
      case WRONG_TYPE ->
          invalid(
              "invalid_type",
              field,
              "Invalid type for '"
                  + field
                  + "': expected "
                  + article(problem.detail())
                  + ", but got something else instead.");
      case MISSING ->
          invalid(
              "missing_required_parameter", field, "Missing required parameter: '" + field + "'.");
      case EMPTY ->
          invalid(
              "empty_array",
              field,
              "Invalid '"
                  + field
                  + "': empty array. Expected an array with minimum length 1, but"
                  + " got an empty array instead.");
      case BELOW_ONE ->
          invalid(
              "integer_below_min_value",
              field,
              "Invalid '"
                  + field
                  + "': integer below minimum value. Expected a value >= 1, but got "
                  + problem.detail()
                  + " instead.");
      case UNKNOWN_ROLE ->
          invalid(
              "invalid_value",
              field,
              "Invalid value: '"
                  + problem.detail()
                  + "'. Supported values are: 'system',"
                  + " 'assistant', 'user', 'function', 'tool', and 'developer'.");
      case UNKNOWN_FIELD -> invalid(null, null, "Unrecognized request argument supplied: " + field);
      case NOT_ALLOWED ->
          invalid(
              null,
              field,
              "The '"
                  + field
                  + "' parameter is only allowed when '"
                  + problem.detail()
                  + "' is enabled.");
    };
  }

  /** Why the model can't take the prompt; OpenAI and Azure say the same. */
  static Refuse tooLong() {
    return invalid(
        "context_length_exceeded",
        "messages",
        "This model's maximum context length is 128000 tokens. However, your messages resulted in"
            + " 150000 tokens. Please reduce the length of the messages.");
  }

  static Refuse invalid(@Nullable String code, @Nullable String param, String message) {
    return new Refuse(400, "invalid_request_error", code, param, message, Map.of());
  }

  private static String article(String type) {
    return ("aeiou".indexOf(type.charAt(0)) >= 0 ? "an " : "a ") + type;
  }
}
