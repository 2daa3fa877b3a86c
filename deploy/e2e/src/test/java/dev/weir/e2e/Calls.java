package dev.weir.e2e;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Requests to models. */
final class Calls {
  static final String CHAT = "/v1/chat/completions";
  static final String MESSAGES = "/v1/messages";
  static final String EMBEDDINGS = "/v1/embeddings";

  private Calls() {}

  /** A body and where it is posted. */
  record Request(String path, ObjectNode json) {
    String body() {
      return json.toString();
    }

    Request with(String field, Object value) {
      ObjectNode changed = json.deepCopy();
      changed.set(field, Answer.JSON.valueToTree(value));
      return new Request(path, changed);
    }

    Request streamed() {
      return with("stream", true);
    }
  }

  static Request chat(String model, int maxTokens, String text) {
    return of(CHAT, model, maxTokens, text);
  }

  static Request messages(String model, int maxTokens, String text) {
    return of(MESSAGES, model, maxTokens, text);
  }

  static Request embeddings(String model, String text) {
    ObjectNode json = Answer.JSON.createObjectNode().put("model", model).put("input", text);
    return new Request(EMBEDDINGS, json);
  }

  private static Request of(String path, String model, int maxTokens, String text) {
    ObjectNode json =
        Answer.JSON.createObjectNode().put("model", model).put("max_tokens", maxTokens);
    json.putArray("messages").addObject().put("role", "user").put("content", text);
    return new Request(path, json);
  }
}
