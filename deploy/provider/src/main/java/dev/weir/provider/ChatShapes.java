package dev.weir.provider;

import dev.weir.provider.Behaviour.Refuse;
import dev.weir.provider.ChatBody.Problem;
import dev.weir.provider.ChatBody.Problem.Kind;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What OpenAI and Azure OpenAI have in common: roles, checks, completions and chunks. */
final class ChatShapes {

  static final Set<String> ROLES =
      Set.of("system", "developer", "user", "assistant", "tool", "function");

  private static final Map<String, String> DATED =
      Map.of(
          "gpt-4o", "gpt-4o-2024-08-06",
          "gpt-4o-mini", "gpt-4o-mini-2024-07-18",
          "gpt-4.1", "gpt-4.1-2025-04-14",
          "gpt-4.1-mini", "gpt-4.1-mini-2025-04-14",
          "gpt-4.1-nano", "gpt-4.1-nano-2025-04-14",
          "gpt-5", "gpt-5-2025-08-07",
          "gpt-5-mini", "gpt-5-mini-2025-08-07",
          "o3", "o3-2025-04-16",
          "o4-mini", "o4-mini-2025-04-16");

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

  static Refuse invalid(@Nullable String code, @Nullable String param, String message) {
    return new Refuse(400, "invalid_request_error", code, param, message, Map.of());
  }

  /** A whole completion, with what Azure adds to the choice and to the object. */
  static String completion(Served served, String choiceExtra, String extra) {
    return "{\"id\":\""
        + served.id()
        + "\",\"object\":\"chat.completion\",\"created\":"
        + served.created()
        + ",\"model\":"
        + Served.quoted(dated(served.call().model()))
        + ",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":"
        + Served.quoted(served.answer().text())
        + ",\"refusal\":null,\"annotations\":[]},\"logprobs\":null,\"finish_reason\":\""
        + finish(served)
        + "\""
        + choiceExtra
        + "}],\"usage\":"
        + usage(served.usage())
        + ",\"service_tier\":\"default\",\"system_fingerprint\":\"fp_weir0001\""
        + extra
        + ",\"x_unknown_field\":\"kept?\"}";
  }

  static String finish(Served served) {
    return served.truncated() ? "length" : "stop";
  }

  private static String usage(Usage usage) {
    return "{\"prompt_tokens\":"
        + usage.prompt()
        + ",\"completion_tokens\":"
        + usage.output()
        + ",\"total_tokens\":"
        + (usage.prompt() + usage.output())
        + ",\"prompt_tokens_details\":{\"cached_tokens\":"
        + usage.cacheRead()
        + ",\"audio_tokens\":0},\"completion_tokens_details\":{\"reasoning_tokens\":"
        + usage.reasoning()
        + ",\"audio_tokens\":0,\"accepted_prediction_tokens\":0,\"rejected_prediction_tokens\":0}}";
  }

  /** OpenAI answers with the dated name of an alias. */
  private static String dated(String model) {
    return DATED.getOrDefault(model, model);
  }

  private static String article(String type) {
    return ("aeiou".indexOf(type.charAt(0)) >= 0 ? "an " : "a ") + type;
  }

  /**
   * The chunks of a completion.
   *
   * @param before what Azure sends first
   * @param choiceExtra what Azure adds to each choice
   */
  record Chunks(Served served, String head, String tail, String before, String choiceExtra)
      implements Wire.Events {

    static Chunks of(Served served, String before, String choiceExtra) {
      String head =
          "data: {\"id\":\""
              + served.id()
              + "\",\"object\":\"chat.completion.chunk\",\"created\":"
              + served.created()
              + ",\"model\":"
              + Served.quoted(dated(served.call().model()))
              + ",\"service_tier\":\"default\",\"system_fingerprint\":\"fp_weir0001\",\"choices\":[";
      String tail =
          (served.includeUsage() ? ",\"usage\":null" : "") + ",\"obfuscation\":\"xY\"}\n\n";
      return new Chunks(served, head, tail, before, choiceExtra);
    }

    @Override
    public String opening() {
      return before + choice("{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}", "null");
    }

    @Override
    public String piece(String text) {
      return choice("{\"content\":" + Served.quoted(text) + "}", "null");
    }

    @Override
    public String closing() {
      String usage =
          served.includeUsage()
              ? head + "],\"usage\":" + usage(served.usage()) + ",\"obfuscation\":\"\"}\n\n"
              : "";
      return choice("{}", "\"" + finish(served) + "\"") + usage + "data: [DONE]\n\n";
    }

    private String choice(String delta, String finish) {
      return head
          + "{\"index\":0,\"delta\":"
          + delta
          + ",\"logprobs\":null,\"finish_reason\":"
          + finish
          + choiceExtra
          + "}]"
          + tail;
    }
  }
}
