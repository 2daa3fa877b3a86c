package dev.weir.gateway.translate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.gateway.api.Json;
import dev.weir.gateway.api.SseParser;
import dev.weir.gateway.api.SseTooLargeException;
import dev.weir.gateway.core.Protocol;
import dev.weir.schemas.events.Tokens;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One answer in two forms: whole, and as a stream of events. Both are what a client of the protocol
 * would have got of a provider, but for how a stream is cut.
 */
public final class AnswerForms {
  private AnswerForms() {}

  /**
   * The whole answer that a finished stream amounts to.
   *
   * @param events all bytes of the stream, in pieces
   * @param tokens what the provider counted, for a stream that does not say
   * @return null: it can't be told, as with a piece of a kind that is not known
   */
  public static byte @Nullable [] whole(Protocol protocol, List<byte[]> events, Tokens tokens) {
    Joining joining =
        switch (protocol) {
          case OPENAI_CHAT -> new ChatJoining();
          case ANTHROPIC_MESSAGES -> new MessageJoining();
          case OPENAI_EMBEDDINGS ->
              throw new IllegalArgumentException("Embeddings are not streamed");
        };
    try {
      var parser = new SseParser();
      for (byte[] piece : events) {
        parser.feed(piece, 0, piece.length);
        for (var event = parser.next(); event != null; event = parser.next()) {
          if (!ChatStream.isDone(event.data())) {
            joining.add(Json.read(event.data()));
          }
        }
      }
      return Json.write(joining.whole(tokens));
    } catch (IOException | SseTooLargeException | UnknownPieceException _) {
      return null;
    }
  }

  /**
   * Whether a whole answer is at its end: all that the model had to say, so that the same request
   * may be given it again.
   */
  public static boolean isFinished(Protocol protocol, byte[] whole) {
    try {
      return switch (protocol) {
        case OPENAI_CHAT -> ChatJoining.isFinished(Json.read(whole));
        case ANTHROPIC_MESSAGES -> MessageJoining.isFinished(Json.read(whole));
        case OPENAI_EMBEDDINGS -> true; // They come whole, or not at all.
      };
    } catch (IOException _) {
      return false;
    }
  }

  /**
   * A whole answer as all events of a stream.
   *
   * @param includeUsage whether a stream of chat completions says what was counted
   * @throws IOException if it is no answer
   */
  public static byte[] stream(Protocol protocol, byte[] whole, boolean includeUsage)
      throws IOException {
    if (!(Json.read(whole) instanceof ObjectNode answer)) {
      throw new IOException("no answer");
    }
    return switch (protocol) {
      case OPENAI_CHAT -> ChatCutting.cut(answer, includeUsage);
      case ANTHROPIC_MESSAGES -> MessageCutting.cut(answer);
      case OPENAI_EMBEDDINGS -> throw new IllegalArgumentException("Embeddings are not streamed");
    };
  }
}
