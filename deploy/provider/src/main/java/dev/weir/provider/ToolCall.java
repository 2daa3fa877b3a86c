package dev.weir.provider;

import java.util.List;

/**
 * A tool that an answer wants called.
 *
 * @param arguments a JSON object, as text
 */
public record ToolCall(String name, String arguments) {

  /** The arguments in two parts, as streams carry them. */
  List<String> fragments() {
    int middle = arguments.length() / 2;
    return List.of(arguments.substring(0, middle), arguments.substring(middle));
  }

  /** An id: the answer's and this call's place in it. */
  static String id(String prefix, Served served, int index) {
    return prefix + served.requestId().substring("req_".length()) + "_" + index;
  }
}
