package dev.weir.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.cli.terminal.CommandFailure;
import java.util.Map;

/** The key API of one gateway. */
public interface Gateway {
  /**
   * The answer to a GET.
   *
   * @throws CommandFailure if there is no answer, or another one than 200
   */
  JsonNode get(String path, Map<String, String> query);

  /**
   * The answer to a POST.
   *
   * @throws CommandFailure if there is no answer, or another one than 200
   */
  JsonNode post(String path, ObjectNode body);
}
