package dev.weir.provider;

import dev.weir.provider.Behaviour.Refuse;
import dev.weir.provider.http.HttpRequest;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one protocol checks and what it puts on the wire. Texts are JSON or whole SSE events. */
sealed interface Wire permits OpenAiWire, AzureWire, AnthropicWire, EmbeddingWire {

  Protocol protocol();

  /** The roles a message may have. */
  Set<String> roles();

  /** What a request asks for. */
  default ChatBody read(HttpRequest request) {
    return ChatBodyReader.read(request.body(), roles());
  }

  /** What is billed of an answer that a script says to have used this. */
  default Usage billed(Usage scripted) {
    return scripted.as(protocol());
  }

  /** The key presented; null when there is none. */
  @Nullable String key(HttpRequest request);

  /** Why headers or query won't do; null when they will. */
  @Nullable Refuse refusal(HttpRequest request, @Nullable String key);

  /** Why the fields won't do in this request; null when they will. */
  @Nullable Refuse refusal(HttpRequest request, ChatBody.Fields fields);

  Refuse refusal(ChatBody.Problem problem);

  Refuse unknownModel(String model);

  /** How it declines a well-formed request. */
  Refuse declined(Behaviour.Reason reason);

  /** The headers of every answer except its length, each line ended by CR LF. */
  String headers(String requestId, String contentType, int promptTokens);

  /** An error's body. */
  String error(Refuse refuse, String requestId);

  /** The event by which a stream ends in an error. */
  String errorEvent(Refuse refuse, String requestId);

  /** A whole answer. */
  String whole(Served served);

  /** The events of a streamed answer. */
  Events events(Served served);

  /** A streamed answer in four acts. */
  interface Events {

    /** What comes before the first word; empty for nothing. */
    String opening();

    /** An event for each word of each choice, then those that call tools. */
    List<String> pieces();

    /** What comes after the last word but for the terminal event; empty for nothing. */
    String finish();

    /** The event without which a stream is not complete. */
    String terminal();
  }
}
