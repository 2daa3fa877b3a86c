package dev.weir.provider;

import dev.weir.provider.Behaviour.Finish;
import java.util.ArrayList;
import java.util.List;

/** Anthropic's whole messages, and what their events have in common with them. */
final class Message {

  private static final String NONSENSE = "{\"input_tokens\":-7,\"output_tokens\":\"many\"}";

  private Message() {}

  static String of(Served served) {
    return open(served, String.join(",", blocks(served)), "\"" + stop(served) + "\"")
        + usage(served, served.usage().output())
        + ",\"x_unknown_field\":\"kept?\"}";
  }

  /** A message up to its usage; {@code stop} is JSON. */
  static String open(Served served, String content, String stop) {
    return "{\"id\":\""
        + served.id()
        + "\",\"type\":\"message\",\"role\":\"assistant\",\"model\":"
        + Served.quoted(served.call().model())
        + ",\"content\":["
        + content
        + "],\"stop_reason\":"
        + stop
        + ",\"stop_sequence\":null";
  }

  private static List<String> blocks(Served served) {
    List<String> blocks = new ArrayList<>();
    if (served.empty()) {
      return blocks;
    }
    if (!served.answer().text().isEmpty()) {
      blocks.add(text(served.answer().text()));
    }
    for (int i = 0; i < served.answer().tools().size(); i++) {
      blocks.add(tool(served, i, served.answer().tools().get(i).arguments()));
    }
    return blocks;
  }

  static String text(String text) {
    return "{\"type\":\"text\",\"text\":" + Served.quoted(text) + "}";
  }

  /** A block that calls a tool; {@code input} is JSON. */
  static String tool(Served served, int index, String input) {
    return "{\"type\":\"tool_use\",\"id\":\""
        + ToolCall.id("toolu_", served, index)
        + "\",\"name\":"
        + Served.quoted(served.answer().tools().get(index).name())
        + ",\"input\":"
        + input
        + "}";
  }

  static String stop(Served served) {
    if (served.answer().finish() == Finish.FILTERED) {
      return "refusal";
    }
    if (served.truncated()) {
      return "max_tokens";
    }
    return served.answer().tools().isEmpty() ? "end_turn" : "tool_use";
  }

  /** The field {@code usage} and the comma before it; empty if it is not told. */
  static String usage(Served served, int output) {
    return switch (served.answer().report()) {
      case ABSENT -> "";
      case NONSENSE -> ",\"usage\":" + NONSENSE;
      case TRUE -> ",\"usage\":" + usage(served.usage(), output);
    };
  }

  private static String usage(Usage usage, int output) {
    return "{\"input_tokens\":"
        + usage.input()
        + ",\"cache_creation_input_tokens\":"
        + (usage.cacheWrite5m() + usage.cacheWrite1h())
        + ",\"cache_read_input_tokens\":"
        + usage.cacheRead()
        + ",\"cache_creation\":{\"ephemeral_5m_input_tokens\":"
        + usage.cacheWrite5m()
        + ",\"ephemeral_1h_input_tokens\":"
        + usage.cacheWrite1h()
        + "},\"output_tokens\":"
        + output
        + ",\"service_tier\":\"standard\"}";
  }

  /** The field {@code usage} at the end of a stream, shorter than the others. */
  static String lastUsage(Served served) {
    Usage usage = served.usage();
    return served.answer().report() != Behaviour.Report.TRUE
        ? usage(served, usage.output())
        : ",\"usage\":{\"input_tokens\":"
            + usage.input()
            + ",\"cache_creation_input_tokens\":"
            + (usage.cacheWrite5m() + usage.cacheWrite1h())
            + ",\"cache_read_input_tokens\":"
            + usage.cacheRead()
            + ",\"output_tokens\":"
            + usage.output()
            + "}";
  }
}
