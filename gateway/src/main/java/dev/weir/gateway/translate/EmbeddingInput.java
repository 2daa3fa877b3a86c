package dev.weir.gateway.translate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.weir.gateway.api.JsonField;
import java.io.IOException;

/**
 * What vectors are asked of: a text, a list of texts, a list of token ids, or a list of such lists
 * (platform.openai.com/docs/api-reference/embeddings/create). Read without building it.
 *
 * @param count how many vectors
 * @param tokenBound no provider counts more tokens: ids by number, texts by the bytes of their
 *     JSON; no token is shorter than a byte, and the two that some models put around a text are not
 *     more than its quotes
 */
record EmbeddingInput(int count, long tokenBound) {
  private static final JsonFactory FACTORY = new JsonFactory();

  /**
   * Reads the field.
   *
   * @param body JSON, checked before
   */
  static EmbeddingInput in(byte[] body, JsonField field)
      throws IOException, UnsupportedFieldException {
    int length = field.end() - field.valueStart();
    try (JsonParser json = FACTORY.createParser(body, field.valueStart(), length)) {
      return switch (json.nextToken()) {
        case VALUE_STRING -> new EmbeddingInput(1, length);
        case START_ARRAY -> list(json, length);
        case null, default -> throw wrong();
      };
    }
  }

  private static EmbeddingInput list(JsonParser json, int length)
      throws IOException, UnsupportedFieldException {
    return switch (json.nextToken()) {
      case VALUE_STRING -> new EmbeddingInput(rest(json, JsonToken.VALUE_STRING), length);
      case VALUE_NUMBER_INT -> new EmbeddingInput(1, rest(json, JsonToken.VALUE_NUMBER_INT));
      case START_ARRAY -> lists(json);
      case null, default -> throw wrong();
    };
  }

  private static EmbeddingInput lists(JsonParser json)
      throws IOException, UnsupportedFieldException {
    int count = 0;
    long ids = 0;
    do {
      require(json.nextToken() == JsonToken.VALUE_NUMBER_INT);
      ids += rest(json, JsonToken.VALUE_NUMBER_INT);
      count++;
    } while (json.nextToken() == JsonToken.START_ARRAY);
    require(json.currentToken() == JsonToken.END_ARRAY);
    return new EmbeddingInput(count, ids);
  }

  /** How many of a kind a list has whose first has been read; there may be no others. */
  private static int rest(JsonParser json, JsonToken kind)
      throws IOException, UnsupportedFieldException {
    int count = 1;
    while (json.nextToken() == kind) {
      count++;
    }
    require(json.currentToken() == JsonToken.END_ARRAY);
    return count;
  }

  private static void require(boolean right) throws UnsupportedFieldException {
    if (!right) {
      throw wrong();
    }
  }

  private static UnsupportedFieldException wrong() {
    return new UnsupportedFieldException(
        "input",
        "'input' must be a string, a list of strings, a list of token ids, or a list of lists of"
            + " token ids, and not empty.");
  }
}
