package dev.weir.gateway.translate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.gateway.api.Json;
import dev.weir.gateway.api.JsonField;
import dev.weir.gateway.api.SseEvent;
import dev.weir.gateway.core.ClientRequest;
import dev.weir.gateway.core.Simulation;
import dev.weir.schemas.events.Tokens;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An answer that no provider gave ({@code mock_response}, {@code mock_tool_calls}), in the client's
 * protocol.
 *
 * @param group the answer's {@code model}
 */
public record SimulatedAnswer(
    ClientRequest request, Simulation.Answers what, String group, Instant now) {
  /** LiteLLM's figures. */
  private static final int PROMPT = 10;

  private static final Tokens TOKENS = new Tokens(PROMPT, 0, 0, 0, 20, 0);
  private static final int DIMENSIONS = 1_536;

  private static final String ID = "mock";

  /** A whole answer. */
  public byte[] complete() {
    return switch (request.protocol()) {
      case OPENAI_CHAT -> Json.write(chat());
      case ANTHROPIC_MESSAGES -> Json.write(message());
      case OPENAI_EMBEDDINGS -> Json.write(embeddings());
    };
  }

  /** LiteLLM's: one vector of zeros, as long as OpenAI's small ones; here one for each input. */
  private ObjectNode embeddings() {
    ObjectNode answer = Json.object().put("object", "list").put("model", group);
    ArrayNode data = answer.putArray("data");
    for (int i = 0; i < inputs(); i++) {
      ObjectNode one = data.addObject().put("object", "embedding").put("index", i);
      ArrayNode vector = one.putArray("embedding");
      IntStream.range(0, DIMENSIONS).forEach(_ -> vector.add(0.0));
    }
    answer.putObject("usage").put("prompt_tokens", PROMPT).put("total_tokens", PROMPT);
    return answer;
  }

  private int inputs() {
    try {
      JsonField input = ObjectSplicer.of(request.body()).field("input");
      return input == null ? 1 : EmbeddingInput.in(request.body(), input).count();
    } catch (IOException | UnsupportedFieldException e) {
      return 1;
    }
  }

  private ObjectNode chat() {
    var answer = new ChatAnswer(ID, group, now).complete(what.text(), stopReason(), TOKENS);
    if (calls() && answer.at("/choices/0/message") instanceof ObjectNode message) {
      message.set("tool_calls", SimulatedTools.chat(what.tools(), false));
    }
    return answer;
  }

  private ObjectNode message() {
    var answer = new MessageAnswer("msg_" + ID, group);
    ObjectNode message = answer.complete(what.text(), finishReason(), TOKENS);
    ArrayNode content = message.withArrayProperty("content");
    what.tools().forEach(tool -> content.add(SimulatedTools.block(tool)));
    return message;
  }

  private boolean calls() {
    return !what.tools().isEmpty();
  }

  private String stopReason() {
    return calls() ? "tool_use" : "end_turn";
  }

  private String finishReason() {
    return calls() ? "tool_calls" : "stop";
  }

  /** All events of a stream, a word in each. */
  public byte[] stream() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    switch (request.protocol()) {
      case OPENAI_CHAT -> chat(out);
      case ANTHROPIC_MESSAGES -> messages(out);
      case OPENAI_EMBEDDINGS -> throw new IllegalStateException("Embeddings are not streamed");
    }
    return out.toByteArray();
  }

  private void chat(ByteArrayOutputStream out) {
    var answer = new ChatAnswer(ID, group, now);
    out.writeBytes(StreamProgress.event(null, answer.role()));
    for (String word : words()) {
      out.writeBytes(StreamProgress.event(null, answer.content(word)));
    }
    if (calls()) {
      ObjectNode delta = Json.object();
      delta.set("tool_calls", SimulatedTools.chat(what.tools(), true));
      out.writeBytes(StreamProgress.event(null, answer.delta(delta)));
    }
    out.writeBytes(StreamProgress.event(null, answer.finish(stopReason())));
    if (request.includeUsage()) {
      out.writeBytes(StreamProgress.event(null, answer.usageChunk(TOKENS)));
    }
    out.writeBytes(new SseEvent(null, ChatStream.DONE).bytes());
  }

  private void messages(ByteArrayOutputStream out) {
    var answer = new MessageAnswer("msg_" + ID, group);
    out.writeBytes(answer.start());
    out.writeBytes(answer.blockStart());
    for (String word : words()) {
      out.writeBytes(answer.blockDelta(word));
    }
    out.writeBytes(answer.blockStop());
    for (int i = 0; i < what.tools().size(); i++) {
      SimulatedTools.events(what.tools().get(i), i + 1).forEach(it -> out.writeBytes(it.bytes()));
    }
    out.writeBytes(answer.delta(finishReason(), TOKENS));
    out.writeBytes(answer.stop());
  }

  private List<String> words() {
    return List.of(what.text().split("(?<= )", -1));
  }
}
