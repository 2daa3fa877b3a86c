package dev.weir.gateway.translate;

import dev.weir.gateway.api.Json;
import dev.weir.gateway.api.SseEvent;
import dev.weir.gateway.core.ClientRequest;
import dev.weir.schemas.events.Tokens;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;

/**
 * An answer that no provider gave ({@code mock_response}), in the client's protocol.
 *
 * @param group the answer's {@code model}
 */
public record SimulatedAnswer(ClientRequest request, String text, String group, Instant now) {
  /** LiteLLM's figures. */
  private static final Tokens TOKENS = new Tokens(10, 0, 0, 0, 20, 0);

  private static final String ID = "mock";

  /** A whole answer. */
  public byte[] complete() {
    return switch (request.protocol()) {
      case OPENAI_CHAT ->
          Json.write(new ChatAnswer(ID, group, now).complete(text, "end_turn", TOKENS));
      case ANTHROPIC_MESSAGES ->
          Json.write(new MessageAnswer("msg_" + ID, group).complete(text, "stop", TOKENS));
    };
  }

  /** All events of a stream, a word in each. */
  public byte[] stream() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    switch (request.protocol()) {
      case OPENAI_CHAT -> chat(out);
      case ANTHROPIC_MESSAGES -> messages(out);
    }
    return out.toByteArray();
  }

  private void chat(ByteArrayOutputStream out) {
    var answer = new ChatAnswer(ID, group, now);
    out.writeBytes(StreamProgress.event(null, answer.role()));
    for (String word : words()) {
      out.writeBytes(StreamProgress.event(null, answer.content(word)));
    }
    out.writeBytes(StreamProgress.event(null, answer.finish("end_turn")));
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
    out.writeBytes(answer.delta("stop", TOKENS));
    out.writeBytes(answer.stop());
  }

  private List<String> words() {
    return List.of(text.split("(?<= )", -1));
  }
}
