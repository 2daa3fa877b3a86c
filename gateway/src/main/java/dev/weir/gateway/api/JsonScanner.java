package dev.weir.gateway.api;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the fields of an object without building it, so that bytes can be cut out and put in while
 * all others stay as they came. Everything inside is checked to be JSON.
 */
public final class JsonScanner {
  private JsonScanner() {}

  /**
   * The fields of the object that these bytes are.
   *
   * @throws IOException if they are anything else; an exception of Jackson says where
   */
  public static List<JsonField> fields(byte[] json) throws IOException {
    return fields(json, 0, json.length);
  }

  /**
   * The fields of the object that a field's value is; their places count from the start of the
   * bytes, not of the value.
   *
   * @throws IOException if it is anything else
   */
  public static List<JsonField> fields(byte[] json, JsonField inside) throws IOException {
    return fields(json, inside.valueStart(), inside.end());
  }

  private static List<JsonField> fields(byte[] json, int from, int to) throws IOException {
    try (JsonParser parser = Json.FACTORY.createParser(json, from, to - from)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new JsonParseException(parser, "expected an object", parser.currentTokenLocation());
      }
      List<JsonField> fields = new ArrayList<>();
      JsonToken token = parser.nextToken();
      while (token == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        int start = offset(parser, from);
        parser.nextToken();
        int valueStart = offset(parser, from);
        parser.skipChildren();
        token = parser.nextToken();
        int end = endBefore(json, offset(parser, from));
        fields.add(new JsonField(name, start, valueStart, end));
      }
      if (parser.nextToken() != null) {
        throw new JsonParseException(parser, "trailing data", parser.currentTokenLocation());
      }
      return fields;
    }
  }

  private static int offset(JsonParser parser, int from) throws IOException {
    long offset = parser.currentTokenLocation().getByteOffset();
    if (offset < 0) {
      throw new JsonParseException(parser, "not UTF-8", parser.currentTokenLocation());
    }
    return from + (int) offset;
  }

  /** Between a value and the next token stand only white space and one comma. */
  private static int endBefore(byte[] json, int next) {
    int end = next;
    while (json[end - 1] == ',' || (json[end - 1] <= ' ' && json[end - 1] >= 0)) {
      end--;
    }
    return end;
  }
}
