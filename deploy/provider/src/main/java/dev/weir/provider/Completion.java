package dev.weir.provider;

import dev.weir.provider.Behaviour.Finish;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Whole answers of OpenAI and Azure OpenAI, and what their chunks have in common with them. */
final class Completion {

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

  private static final String NONSENSE =
      "{\"prompt_tokens\":-7,\"completion_tokens\":\"many\",\"total_tokens\":null}";

  private Completion() {}

  /** A whole completion, with what Azure adds to each choice and to the object. */
  static String of(Served served, String choiceExtra, String extra) {
    String choices =
        IntStream.range(0, served.empty() ? 0 : served.call().choices())
            .mapToObj(index -> choice(served, index, choiceExtra))
            .collect(Collectors.joining(","));
    return "{\"id\":\""
        + served.id()
        + "\",\"object\":\"chat.completion\",\"created\":"
        + served.created()
        + ",\"model\":"
        + Served.quoted(dated(served.call().model()))
        + ",\"choices\":["
        + choices
        + "]"
        + (served.tellsUsage() ? ",\"usage\":" + usage(served) : "")
        + ",\"service_tier\":\"default\",\"system_fingerprint\":\"fp_weir0001\""
        + extra
        + ",\"x_unknown_field\":\"kept?\"}";
  }

  private static String choice(Served served, int index, String extra) {
    String text = served.answer().text();
    boolean silent = text.isEmpty() && !served.answer().tools().isEmpty();
    return "{\"index\":"
        + index
        + ",\"message\":{\"role\":\"assistant\",\"content\":"
        + (silent ? "null" : Served.quoted(text))
        + tools(served)
        + ",\"refusal\":null,\"annotations\":[]},\"logprobs\":null,\"finish_reason\":\""
        + finish(served)
        + "\""
        + extra
        + "}";
  }

  private static String tools(Served served) {
    if (served.answer().tools().isEmpty()) {
      return "";
    }
    return IntStream.range(0, served.answer().tools().size())
        .mapToObj(index -> {
          ToolCall tool = served.answer().tools().get(index);
          return tool(served, index, tool, tool.arguments()) + "}";
        })
        .collect(Collectors.joining(",", ",\"tool_calls\":[", "]"));
  }

  /** A tool call, not closed: chunks have an index besides. */
  static String tool(Served served, int index, ToolCall tool, String arguments) {
    return "{\"id\":\""
        + ToolCall.id("call_", served, index)
        + "\",\"type\":\"function\",\"function\":{\"name\":"
        + Served.quoted(tool.name())
        + ",\"arguments\":"
        + Served.quoted(arguments)
        + "}";
  }

  static String finish(Served served) {
    if (served.answer().finish() == Finish.FILTERED) {
      return "content_filter";
    }
    if (served.truncated()) {
      return "length";
    }
    return served.answer().tools().isEmpty() ? "stop" : "tool_calls";
  }

  static String usage(Served served) {
    return switch (served.answer().report()) {
      case NONSENSE -> NONSENSE;
      case TRUE, ABSENT -> usage(served.usage());
    };
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
  static String dated(String model) {
    return DATED.getOrDefault(model, model);
  }
}
