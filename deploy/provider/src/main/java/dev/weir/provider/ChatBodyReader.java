package dev.weir.provider;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.weir.provider.ChatBody.Problem;
import dev.weir.provider.ChatBody.Problem.Kind;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one body with a streaming parser; keeps the first problem and reads on to the end. */
final class ChatBodyReader {

  private static final JsonFactory JSON = new JsonFactory();

  /** Fields by which a gateway is told what to do: a provider that sees one was leaked it. */
  private static final Set<String> GATEWAY_FIELDS =
      Set.of(
          "api_base",
          "api_key",
          "api_version",
          "base_url",
          "cache",
          "caching",
          "custom_llm_provider",
          "drop_params",
          "fallbacks",
          "guardrails",
          "litellm_metadata",
          "max_retries",
          "mock_response",
          "mock_testing_content_policy_fallbacks",
          "mock_testing_context_window_fallbacks",
          "mock_testing_fallbacks",
          "num_retries",
          "request_timeout",
          "tags",
          "timeout");

  private final JsonParser json;
  private final Set<String> roles;
  private @Nullable Problem problem;
  private @Nullable String model;
  private int messages = -1;
  private boolean stream;
  private boolean streamOptions;
  private boolean includeUsage;
  private @Nullable String sampling;
  private int maxTokens = Integer.MAX_VALUE;
  private int choices = 1;

  private ChatBodyReader(JsonParser json, Set<String> roles) {
    this.json = json;
    this.roles = roles;
  }

  /** Reads a body whose messages may have these roles. */
  static ChatBody read(byte[] body, Set<String> roles) {
    try (JsonParser json = JSON.createParser(body)) {
      return new ChatBodyReader(json, roles).read();
    } catch (IOException notJson) {
      return new Problem(Kind.NOT_JSON, "", "");
    }
  }

  private ChatBody read() throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      return new Problem(Kind.NOT_JSON, "", "");
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      field(name);
    }
    if (json.nextToken() != null) {
      return new Problem(Kind.NOT_JSON, "", "");
    }
    return problem != null
        ? problem
        : new ChatBody.Fields(
            model, messages, stream, streamOptions, includeUsage, sampling, maxTokens, choices);
  }

  private void field(String name) throws IOException {
    switch (name) {
      case "model" -> model = string(name);
      case "stream" -> stream = bool(name);
      case "max_tokens", "max_completion_tokens" -> maxTokens = limit(name, maxTokens);
      case "n" -> choices = limit(name, choices);
      case "temperature", "top_p", "top_k" -> {
        number(name);
        sampling = sampling == null ? name : sampling;
      }
      case "stream_options" -> streamOptions();
      case "messages" -> messages();
      default -> {
        if (GATEWAY_FIELDS.contains(name)) {
          note(Kind.UNKNOWN_FIELD, name, "");
        }
        json.skipChildren();
      }
    }
  }

  private void streamOptions() throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      wrongType("stream_options", "object");
      return;
    }
    streamOptions = true;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      if (name.equals("include_usage")) {
        includeUsage = bool("stream_options.include_usage");
      } else {
        json.skipChildren();
      }
    }
  }

  private void messages() throws IOException {
    messages = 0;
    if (json.currentToken() != JsonToken.START_ARRAY) {
      wrongType("messages", "array");
      return;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      message("messages." + messages++);
    }
    if (messages == 0) {
      note(Kind.EMPTY, "messages", "");
    }
  }

  private void message(String path) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      wrongType(path, "object");
      return;
    }
    boolean role = false;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      if (name.equals("role")) {
        role = true;
        role(path + ".role");
      } else if (name.equals("content")) {
        content(path + ".content");
      } else {
        json.skipChildren();
      }
    }
    if (!role) {
      note(Kind.MISSING, path + ".role", "");
    }
  }

  private void role(String path) throws IOException {
    String found = string(path);
    if (found != null && !roles.contains(found)) {
      note(Kind.UNKNOWN_ROLE, path, found);
    }
  }

  private void content(String path) throws IOException {
    switch (json.currentToken()) {
      case VALUE_STRING, VALUE_NULL -> {}
      case START_ARRAY -> json.skipChildren();
      case null, default -> wrongType(path, "string");
    }
  }

  private @Nullable String string(String field) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_STRING) {
      return json.getText();
    }
    wrongType(field, "string");
    return null;
  }

  private boolean bool(String field) throws IOException {
    if (!json.currentToken().isBoolean() && json.currentToken() != JsonToken.VALUE_NULL) {
      wrongType(field, "boolean");
    }
    return json.currentToken() == JsonToken.VALUE_TRUE;
  }

  private int limit(String field, int otherwise) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return otherwise;
    }
    if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      wrongType(field, "integer");
      return otherwise;
    }
    long limit = json.getLongValue();
    if (limit < 1) {
      note(Kind.BELOW_ONE, field, Long.toString(limit));
    }
    return (int) Math.clamp(limit, 0, Integer.MAX_VALUE - 1L);
  }

  private void number(String field) throws IOException {
    if (!json.currentToken().isNumeric() && json.currentToken() != JsonToken.VALUE_NULL) {
      wrongType(field, "number");
    }
  }

  private void wrongType(String field, String expected) throws IOException {
    note(Kind.WRONG_TYPE, field, expected);
    json.skipChildren();
  }

  private void note(Kind kind, String field, String detail) {
    if (problem == null) {
      problem = new Problem(kind, field, detail);
    }
  }
}
