package dev.weir.provider;

import java.util.ArrayList;
import java.util.List;

/** A message of Anthropic's as events. */
record MessageEvents(Served served) implements Wire.Events {

  @Override
  public String opening() {
    return "event: message_start\ndata: {\"type\":\"message_start\",\"message\":"
        + Message.open(served, "", "null")
        + Message.usage(served, 1)
        + ",\"x_unknown_field\":\"kept?\"}}\n\n"
        + (hasText() ? start(0, Message.text("")) : "")
        + "event: ping\ndata: {\"type\":\"ping\"}\n\n";
  }

  @Override
  public List<String> pieces() {
    List<String> pieces = new ArrayList<>();
    for (String word : Words.pieces(served.answer().text())) {
      pieces.add(delta(0, "{\"type\":\"text_delta\",\"text\":" + Served.quoted(word) + "}"));
    }
    List<ToolCall> tools = served.answer().tools();
    for (int i = 0; i < tools.size(); i++) {
      int block = i + (hasText() ? 1 : 0);
      String before = block == 0 ? "" : stop(block - 1);
      pieces.add(before + start(block, Message.tool(served, i, "{}")));
      for (String part : tools.get(i).fragments()) {
        pieces.add(
            delta(
                block,
                "{\"type\":\"input_json_delta\",\"partial_json\":" + Served.quoted(part) + "}"));
      }
    }
    return pieces;
  }

  @Override
  public String finish() {
    int blocks = (hasText() ? 1 : 0) + (served.empty() ? 0 : served.answer().tools().size());
    return (blocks == 0 ? "" : stop(blocks - 1))
        + "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\""
        + Message.stop(served)
        + "\",\"stop_sequence\":null}"
        + Message.lastUsage(served)
        + "}\n\n";
  }

  @Override
  public String terminal() {
    return "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n";
  }

  private boolean hasText() {
    return !served.empty() && !served.answer().text().isEmpty();
  }

  private static String start(int index, String block) {
    return "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":"
        + index
        + ",\"content_block\":"
        + block
        + "}\n\n";
  }

  private static String delta(int index, String delta) {
    return "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":"
        + index
        + ",\"delta\":"
        + delta
        + "}\n\n";
  }

  private static String stop(int index) {
    return "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":"
        + index
        + "}\n\n";
  }
}
