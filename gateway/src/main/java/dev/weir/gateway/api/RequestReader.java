package dev.weir.gateway.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.gateway.api.RequestReading.Malformed;
import dev.weir.gateway.api.RequestReading.Read;
import dev.weir.gateway.api.RequestReading.Refused;
import dev.weir.gateway.core.ClientRequest;
import dev.weir.gateway.core.Protocol;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the few facts of a request that the gateway acts on. Stateless. Error texts are LiteLLM's
 * where it has one that helps.
 */
public final class RequestReader {
  private static final long MOST_CHOICES = 128;
  private static final Long NO_OUTPUT = 0L;

  private RequestReader() {}

  /** Reads a body that came without headers of interest. */
  public static RequestReading read(Protocol protocol, byte[] body) {
    return read(protocol, body, Map.of());
  }

  /**
   * Reads a body; it is not copied.
   *
   * @param body UTF-8 JSON
   * @param headers by lower-case name; of interest are {@link ControlHeaders#NAMES}
   */
  public static RequestReading read(Protocol protocol, byte[] body, Map<String, String> headers) {
    if (body.length == 0) {
      return missing(protocol, asked(protocol));
    }
    List<JsonField> fields;
    try {
      fields = JsonScanner.fields(body);
    } catch (IOException e) {
      return new Malformed("Invalid JSON payload: " + describe(e), "request_body");
    }
    Map<String, JsonField> byName = HashMap.newHashMap(fields.size());
    for (JsonField field : fields) {
      if (RequestFields.isOperators(field.name())) {
        return new Refused(field.name());
      }
      if (RequestFields.isNotYet(field.name())) {
        return new Malformed("'" + field.name() + "' is not supported.", field.name());
      }
      if (byName.put(field.name(), field) != null) {
        return new Malformed("'" + field.name() + "' is given twice.", field.name());
      }
    }
    try {
      return read(protocol, body, new FieldReader(body, byName), headers);
    } catch (WrongFieldException e) {
      return new Malformed(e.text(), e.param());
    }
  }

  private static RequestReading read(
      Protocol protocol, byte[] body, FieldReader fields, Map<String, String> headers)
      throws WrongFieldException {
    if (!fields.has(asked(protocol))) {
      return missing(protocol, asked(protocol));
    }
    String model = fields.text("model");
    if (model == null || model.isEmpty()) {
      return missing(protocol, "model");
    }
    boolean stream = fields.flag("stream");
    if (stream && protocol == Protocol.OPENAI_EMBEDDINGS) {
      return new Malformed("'stream' is not supported for embeddings.", "stream");
    }
    Long most =
        switch (protocol) {
          case OPENAI_CHAT -> larger(fields.count("max_tokens"), chatMost(fields));
          case ANTHROPIC_MESSAGES -> fields.count("max_tokens");
          case OPENAI_EMBEDDINGS -> NO_OUTPUT;
        };
    if (protocol == Protocol.ANTHROPIC_MESSAGES && most == null) {
      return missing(protocol, "max_tokens");
    }
    Long choices = protocol == Protocol.OPENAI_CHAT ? fields.count("n") : null;
    if (choices != null && (choices < 1 || choices > MOST_CHOICES)) {
      return new Malformed("'n' must be between 1 and " + MOST_CHOICES + ".", "n");
    }
    boolean usage = protocol == Protocol.ANTHROPIC_MESSAGES || !stream || includesUsage(fields);
    ClientRequest request =
        new ClientRequest(
            protocol, body, model, stream, usage, most, choices == null ? 1 : choices.intValue());
    return new Read(request, ControlHeaders.over(ControlReader.read(protocol, fields), headers));
  }

  private static @Nullable Long chatMost(FieldReader fields) throws WrongFieldException {
    return fields.count("max_completion_tokens");
  }

  private static boolean includesUsage(FieldReader fields) throws WrongFieldException {
    JsonNode options = fields.object("stream_options");
    return options != null && options.path("include_usage").booleanValue();
  }

  private static @Nullable Long larger(@Nullable Long one, @Nullable Long other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return Long.max(one, other);
  }

  /** The field without which there is nothing to answer. */
  private static String asked(Protocol protocol) {
    return switch (protocol) {
      case OPENAI_CHAT, ANTHROPIC_MESSAGES -> "messages";
      case OPENAI_EMBEDDINGS -> "input";
    };
  }

  private static Malformed missing(Protocol protocol, String field) {
    String route =
        switch (protocol) {
          case OPENAI_CHAT, OPENAI_EMBEDDINGS -> protocol.path();
          case ANTHROPIC_MESSAGES -> "anthropic_messages";
        };
    return new Malformed(route + ": Missing required parameter: '" + field + "'.", field);
  }

  private static String describe(IOException e) {
    if (!(e instanceof JsonProcessingException json) || json.getLocation() == null) {
      return "not UTF-8";
    }
    String what =
        switch (json) {
          case JsonEOFException _ -> "unexpected end of data";
          default -> firstLine(json.getOriginalMessage());
        };
    return "%s: line %d column %d (char %d)"
        .formatted(
            what,
            json.getLocation().getLineNr(),
            json.getLocation().getColumnNr(),
            Long.max(json.getLocation().getByteOffset(), json.getLocation().getCharOffset()));
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("not JSON");
  }
}
