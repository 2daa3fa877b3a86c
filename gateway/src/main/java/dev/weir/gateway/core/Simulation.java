package dev.weir.gateway.core;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.gateway.core.Failure.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a test switch of a request, or a deployment that only pretends, does in place of calling a
 * provider (litellm.md section 2.2). Nothing real comes of it: no attempt, no hold, no bill, no
 * mark against a deployment.
 */
public sealed interface Simulation {
  /** The whole group fails, so that its fallbacks for such a failure are run. */
  record GroupFails(Failure.Kind kind) implements Simulation {}

  /** Each attempt in the group fails like this, so that retries are run. */
  record AttemptsFail(Failure failure) implements Simulation {}

  /** Each attempt in the group runs into its deadline. */
  record AttemptsTimeOut() implements Simulation {}

  /** The first attempt answers with this text, and then calls these tools. */
  record Answers(String text, List<Tool> tools) implements Simulation {
    public Answers {
      tools = List.copyOf(tools);
    }
  }

  /** The same, later. */
  record Late(Duration delay, Simulation then) implements Simulation {}

  /**
   * A call of a tool.
   *
   * @param arguments a JSON object, as text
   */
  record Tool(String id, String name, String arguments) {}

  /** What {@code mock_response} and {@code mock_tool_calls} mean; LiteLLM's text if only tools. */
  static Simulation answering(@Nullable String text, List<Tool> tools) {
    Kind kind = text == null ? null : Errors.BY_NAME.get(text);
    return kind == null
        ? new Answers(text == null ? "This is a mock request" : text, tools)
        : new AttemptsFail(
            new Failure(kind, 0, null, "This is a mock error (" + text + ").", null, null));
  }

  /**
   * The tools of {@code mock_tool_calls}, in OpenAI's shape.
   *
   * @return null: it is no list of them
   */
  static @Nullable List<Tool> tools(JsonNode calls) {
    if (!calls.isArray()) {
      return null;
    }
    List<Tool> tools = new ArrayList<>();
    for (JsonNode call : calls) {
      JsonNode function = call.path("function");
      JsonNode arguments = function.path("arguments");
      if (!function.path("name").isTextual()) {
        return null;
      }
      tools.add(
          new Tool(
              call.path("id").asText("call_mock_" + (tools.size() + 1)),
              function.path("name").textValue(),
              arguments.isContainerNode() ? arguments.toString() : arguments.asText("{}")));
    }
    return tools;
  }

  /** Errors that {@code mock_response} names, as their statuses. */
  final class Errors {
    private static final Map<String, Kind> BY_NAME =
        Map.ofEntries(
            Map.entry("litellm.RateLimitError", Kind.RATE_LIMITED),
            Map.entry("litellm.InternalServerError", Kind.SERVER),
            Map.entry("litellm.ServiceUnavailableError", Kind.SERVER),
            Map.entry("litellm.APIError", Kind.SERVER),
            Map.entry("litellm.APIConnectionError", Kind.CONNECTION),
            Map.entry("litellm.Timeout", Kind.TIMEOUT),
            Map.entry("litellm.ContextWindowExceededError", Kind.CONTEXT_WINDOW),
            Map.entry("litellm.ContentPolicyViolationError", Kind.CONTENT_POLICY),
            Map.entry("litellm.AuthenticationError", Kind.AUTHENTICATION),
            Map.entry("litellm.PermissionDeniedError", Kind.PERMISSION),
            Map.entry("litellm.NotFoundError", Kind.NOT_FOUND),
            Map.entry("litellm.BadRequestError", Kind.BAD_REQUEST));

    private Errors() {}
  }
}
