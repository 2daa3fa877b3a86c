package dev.weir.gateway.callbacks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.weir.gateway.pipeline.Call;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a request says about its trace, where LiteLLM's Langfuse callback reads it: {@code
 * metadata}, {@code litellm_metadata} and headers. Later ones win.
 *
 * @param given by LiteLLM's name
 */
record Labels(Map<String, JsonNode> given) {
  private static final String LANGFUSE = "langfuse_";

  /** What {@code langfuse_…} headers may set. */
  private static final List<String> SETTABLE =
      List.of(
          "trace_id",
          "existing_trace_id",
          "trace_name",
          "trace_user_id",
          "trace_version",
          "trace_release",
          "session_id",
          "parent_observation_id",
          "generation_name",
          "version",
          "mask_input",
          "mask_output");

  /** Headers, and which label each is. */
  private static final Map<String, String> HEADERS = headers();

  /** Not shown as metadata: they have a place of their own, or are about LiteLLM itself. */
  private static final Set<String> PLACED =
      Set.of(
          "tags",
          "user_id",
          "trace_metadata",
          "generation_id",
          "update_trace_keys",
          "debug_langfuse",
          "headers",
          "endpoint",
          "caching_groups",
          "previous_models");

  static List<String> headerNames() {
    return List.copyOf(HEADERS.keySet());
  }

  private static Map<String, String> headers() {
    Map<String, String> headers = new TreeMap<>();
    headers.put("x-litellm-trace-id", "trace_id");
    headers.put("x-litellm-session-id", "session_id");
    headers.put("x-litellm-end-user-id", "user_id");
    headers.put("x-litellm-customer-id", "user_id");
    SETTABLE.forEach(name -> headers.put(LANGFUSE + name, name));
    return headers;
  }

  static Labels of(Call call, Question question) {
    Map<String, JsonNode> given = new LinkedHashMap<>();
    boolean openAi = call.request().protocol().isOpenAi();
    addAll(question.value("metadata"), openAi ? null : "user_id", given);
    addAll(question.value("litellm_metadata"), null, given);
    add("user_id", question.text("user"), given);
    add("trace_id", question.text("litellm_trace_id"), given);
    add("session_id", question.text("litellm_session_id"), given);
    HEADERS.forEach((header, label) -> add(label, call.headers().get(header), given));
    return new Labels(given);
  }

  /**
   * @param only null: all of them
   */
  private static void addAll(
      @Nullable JsonNode metadata, @Nullable String only, Map<String, JsonNode> given) {
    if (metadata != null) {
      metadata.properties().stream()
          .filter(it -> only == null || it.getKey().equals(only))
          .filter(it -> !it.getValue().isNull())
          .forEach(it -> given.put(it.getKey(), it.getValue()));
    }
  }

  private static void add(String name, @Nullable String value, Map<String, JsonNode> given) {
    if (value != null && !value.isEmpty()) {
      given.put(name, TextNode.valueOf(value));
    }
  }

  @Nullable String text(String name) {
    JsonNode value = given.get(name);
    String text = value == null || value.isContainerNode() ? "" : value.asText();
    return text.isEmpty() ? null : text;
  }

  /** The first of these that is there. */
  @Nullable String first(String... names) {
    return Stream.of(names).map(this::text).filter(it -> it != null).findFirst().orElse(null);
  }

  boolean isTrue(String name) {
    return "true".equalsIgnoreCase(text(name));
  }

  /** The end user, as the client names him. */
  @Nullable String user() {
    return first("trace_user_id", "user_id");
  }

  /** The rest, for people to look at. */
  Map<String, String> metadata() {
    Map<String, String> metadata = new LinkedHashMap<>();
    given.forEach((name, value) -> {
      if (!SETTABLE.contains(name) && !PLACED.contains(name)) {
        metadata.put(name, shown(value));
      }
    });
    return metadata;
  }

  /** {@code trace_metadata}. */
  Map<String, String> traceMetadata() {
    Map<String, String> metadata = new LinkedHashMap<>();
    JsonNode value = given.get("trace_metadata");
    if (value != null) {
      value.properties().forEach(it -> metadata.put(it.getKey(), shown(it.getValue())));
    }
    return metadata;
  }

  private static String shown(JsonNode value) {
    return value.isTextual() ? value.textValue() : value.toString();
  }
}
