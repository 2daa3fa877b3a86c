package dev.weir.cli.keys;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.cli.terminal.Cell;
import dev.weir.cli.terminal.Style;

/** What became of a key that was to be taken over. */
sealed interface Taken {
  /** It works here now. */
  record Imported(String id) implements Taken {}

  /** It was taken over before; nothing was changed. */
  record Known() implements Taken {}

  /** It was not taken over, and why. */
  record Refused(String reason) implements Taken {}

  /** Nobody was asked. */
  record Tried() implements Taken {}

  /** In a table. */
  default Cell cell() {
    return switch (this) {
      case Imported _ -> new Cell("imported", Style.GOOD);
      case Known _ -> new Cell("is there already", Style.FAINT);
      case Refused(String reason) -> new Cell("refused: " + reason, Style.BAD);
      case Tried _ -> Cell.of("would be asked for");
    };
  }

  /** For programs. */
  default ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    return switch (this) {
      case Imported(String id) -> json.put("result", "imported").put("id", id);
      case Known _ -> json.put("result", "known");
      case Refused(String reason) -> json.put("result", "refused").put("reason", reason);
      case Tried _ -> json.put("result", "tried");
    };
  }
}
