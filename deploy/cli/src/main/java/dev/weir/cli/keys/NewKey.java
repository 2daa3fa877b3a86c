package dev.weir.cli.keys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.cli.terminal.CommandFailure;
import dev.weir.cli.terminal.ExitStatus;

/** Shows a key that was just made: the one time that it can be shown. */
final class NewKey {
  private NewKey() {}

  static void show(Keys keys, JsonNode made) {
    String secret = made.path("key").asText();
    if (secret.isEmpty()) {
      throw new CommandFailure(ExitStatus.UNREACHABLE, "the gateway's answer holds no key");
    }
    KeyRow row = KeyRow.of(made);
    if (keys.json()) {
      ObjectNode json = JsonNodeFactory.instance.objectNode().put("key", secret);
      json.setAll(KeyJson.of(row, keys.now()));
      keys.terminal().print(json);
      return;
    }
    // Alone on standard output: KEY=$(weir keys create).
    keys.terminal().out().println(secret);
    keys.terminal()
        .note(
            row.shownName()
                + " (id "
                + KeyTable.shortId(row.id())
                + "); the key is not shown again");
  }
}
