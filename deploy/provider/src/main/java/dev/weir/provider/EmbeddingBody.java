package dev.weir.provider;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.weir.provider.ChatBody.Problem;
import dev.weir.provider.ChatBody.Problem.Kind;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What was read of a request for embeddings. OpenAI takes no field that it does not know there, so
 * whatever a gateway leaks is refused.
 *
 * @param model null when absent
 * @param inputs how many vectors are asked for; 0 when absent
 * @param dimensions of each; 0 when the request does not say
 * @param base64 whether vectors are to be texts
 * @param problem the first thing wrong; null for none
 */
record EmbeddingBody(
    @Nullable String model, int inputs, int dimensions, boolean base64, @Nullable Problem problem) {
  private static final JsonFactory JSON = new JsonFactory();

  static EmbeddingBody read(byte[] body) {
    try (JsonParser json = JSON.createParser(body)) {
      return json.nextToken() == JsonToken.START_OBJECT ? new Reading(json).read() : notJson();
    } catch (IOException notJson) {
      return notJson();
    }
  }

  private static EmbeddingBody notJson() {
    return new EmbeddingBody(null, 0, 0, false, new Problem(Kind.NOT_JSON, "", ""));
  }

  /** One body. */
  private static final class Reading {
    private final JsonParser json;
    private @Nullable String model;
    private int inputs;
    private int dimensions;
    private boolean base64;
    private @Nullable Problem problem;

    Reading(JsonParser json) {
      this.json = json;
    }

    EmbeddingBody read() throws IOException {
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        field(name, json.nextToken());
      }
      return new EmbeddingBody(model, inputs, dimensions, base64, problem);
    }

    private void field(String name, JsonToken value) throws IOException {
      switch (name) {
        case "model" -> model = text(name, value);
        case "input" -> input(value);
        case "user" -> text(name, value);
        case "encoding_format" -> {
          String format = text(name, value);
          base64 = "base64".equals(format);
          if (!base64 && !"float".equals(format)) {
            note(Kind.WRONG_TYPE, name, "'float' or 'base64'");
          }
        }
        case "dimensions" -> {
          dimensions = value == JsonToken.VALUE_NUMBER_INT ? json.getIntValue() : 0;
          if (dimensions < 1) {
            note(Kind.BELOW_ONE, name, json.getText());
          }
        }
        default -> {
          note(Kind.UNKNOWN_FIELD, name, "");
          json.skipChildren();
        }
      }
    }

    /** A text, texts, token ids, or lists of them. */
    private void input(JsonToken value) throws IOException {
      if (value == JsonToken.VALUE_STRING) {
        inputs = 1;
        return;
      }
      boolean list = value == JsonToken.START_ARRAY;
      boolean ids = false;
      for (JsonToken item = list ? json.nextToken() : null;
          item != null && item != JsonToken.END_ARRAY;
          item = json.nextToken()) {
        ids |= item == JsonToken.VALUE_NUMBER_INT;
        inputs = ids ? 1 : inputs + 1;
        json.skipChildren();
      }
      if (inputs == 0) {
        note(list ? Kind.EMPTY : Kind.WRONG_TYPE, "input", "string or array");
      }
    }

    private @Nullable String text(String name, JsonToken value) throws IOException {
      if (value == JsonToken.VALUE_STRING) {
        return json.getText();
      }
      note(Kind.WRONG_TYPE, name, "string");
      json.skipChildren();
      return null;
    }

    private void note(Kind kind, String field, String detail) {
      problem = problem == null ? new Problem(kind, field, detail) : problem;
    }
  }
}
