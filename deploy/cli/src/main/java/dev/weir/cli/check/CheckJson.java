package dev.weir.cli.check;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.schemas.config.Notice;
import java.nio.file.Path;
import java.util.List;

/** What a check found, as one object for programs. */
final class CheckJson {
  private CheckJson() {}

  static ObjectNode of(Path file, Findings findings) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("file", file.toString())
            .put("ok", findings.errors().isEmpty());
    notices(json.putArray("errors"), findings.errors());
    notices(json.putArray("warnings"), findings.warnings());
    findings.missing().forEach(json.putArray("missing_variables")::add);
    return json;
  }

  /** A line or column of 0: it is about the whole file, or a variable. */
  private static void notices(ArrayNode into, List<Notice> notices) {
    for (Notice notice : notices) {
      into.addObject()
          .put("file", notice.place().file())
          .put("line", notice.place().line())
          .put("column", notice.place().column())
          .put("setting", notice.path())
          .put("text", notice.text());
    }
  }
}
