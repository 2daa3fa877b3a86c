package dev.weir.gateway.translate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.gateway.api.SseEvent;
import java.io.ByteArrayOutputStream;

/** A chat completion as chunks: for each choice what it says, and its end. */
final class ChatCutting {
  private ChatCutting() {}

  static byte[] cut(ObjectNode answer, boolean includeUsage) {
    JsonNode choices = answer.path("choices");
    JsonNode usage = answer.path("usage");
    ObjectNode chunk = answer.deepCopy();
    chunk.remove("usage");
    chunk.put("object", "chat.completion.chunk").putArray("choices");
    var out = new ByteArrayOutputStream();
    for (JsonNode choice : choices) {
      if (choice instanceof ObjectNode whole) {
        out.writeBytes(event(chunk, said(whole)));
        out.writeBytes(event(chunk, end(whole)));
      }
    }
    if (includeUsage && usage.isObject()) {
      ObjectNode last = chunk.deepCopy();
      last.set("usage", usage);
      out.writeBytes(StreamProgress.event(null, last));
    }
    out.writeBytes(new SseEvent(null, ChatStream.DONE).bytes());
    return out.toByteArray();
  }

  private static ObjectNode said(ObjectNode choice) {
    ObjectNode said = choice.deepCopy();
    JsonNode message = said.path("message");
    said.remove("message");
    int index = 0;
    for (JsonNode call : message.path("tool_calls")) {
      if (call instanceof ObjectNode one) {
        one.put("index", index++);
      }
    }
    said.set("delta", message);
    return said.putNull("finish_reason");
  }

  private static ObjectNode end(ObjectNode choice) {
    ObjectNode end = choice.objectNode();
    end.set("index", choice.path("index"));
    end.putObject("delta");
    end.putNull("logprobs");
    end.set("finish_reason", choice.path("finish_reason"));
    return end;
  }

  private static byte[] event(ObjectNode chunk, ObjectNode choice) {
    ObjectNode one = chunk.deepCopy();
    one.withArrayProperty("choices").add(choice);
    return StreamProgress.event(null, one);
  }
}
