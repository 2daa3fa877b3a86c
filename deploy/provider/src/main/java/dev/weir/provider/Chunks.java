package dev.weir.provider;

import java.util.ArrayList;
import java.util.List;

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
            + Served.quoted(Completion.dated(served.call().model()))
            + ",\"service_tier\":\"default\",\"system_fingerprint\":\"fp_weir0001\",\"choices\":[";
    String tail = (served.includeUsage() ? ",\"usage\":null" : "") + ",\"obfuscation\":\"xY\"}\n\n";
    return new Chunks(served, head, tail, before, choiceExtra);
  }

  @Override
  public String opening() {
    String role = "{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}";
    return before + (served.empty() ? "" : each(role, "null"));
  }

  /** Word by word, each choice in turn. */
  @Override
  public List<String> pieces() {
    List<String> pieces = new ArrayList<>();
    for (String word : Words.pieces(served.answer().text())) {
      add(pieces, "{\"content\":" + Served.quoted(word) + "}");
    }
    List<ToolCall> tools = served.answer().tools();
    for (int i = 0; i < tools.size(); i++) {
      ToolCall tool = tools.get(i);
      add(pieces, tools(Completion.tool(served, i, tool, ""), i));
      for (String part : tool.fragments()) {
        add(pieces, tools("{\"function\":{\"arguments\":" + Served.quoted(part) + "}", i));
      }
    }
    return pieces;
  }

  @Override
  public String finish() {
    boolean tells = served.includeUsage() && served.tellsUsage();
    String usage =
        tells
            ? head + "],\"usage\":" + Completion.usage(served) + ",\"obfuscation\":\"\"}\n\n"
            : "";
    return (served.empty() ? "" : each("{}", "\"" + Completion.finish(served) + "\"")) + usage;
  }

  @Override
  public String terminal() {
    return "data: [DONE]\n\n";
  }

  private static String tools(String call, int index) {
    return "{\"tool_calls\":[" + call + ",\"index\":" + index + "}]}";
  }

  private void add(List<String> pieces, String delta) {
    for (int index = 0; index < served.call().choices(); index++) {
      pieces.add(choice(index, delta, "null"));
    }
  }

  private String each(String delta, String finish) {
    StringBuilder events = new StringBuilder();
    for (int index = 0; index < served.call().choices(); index++) {
      events.append(choice(index, delta, finish));
    }
    return events.toString();
  }

  private String choice(int index, String delta, String finish) {
    return head
        + "{\"index\":"
        + index
        + ",\"delta\":"
        + delta
        + ",\"logprobs\":null,\"finish_reason\":"
        + finish
        + choiceExtra
        + "}]"
        + tail;
  }
}
