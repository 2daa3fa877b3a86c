package dev.weir.gateway.translate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.gateway.api.Json;
import dev.weir.gateway.api.JsonField;
import dev.weir.gateway.core.Failure;
import dev.weir.schemas.events.Tokens;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Answers that are none. */
final class Broken {
  private Broken() {}

  static Failure failure(String what) {
    return new Failure(Failure.Kind.BROKEN_ANSWER, 200, null, what, null, null);
  }

  /** An error for a body: nothing is billed for it but what it counts itself. */
  static Reply refusal(JsonNode error, @Nullable Tokens tokens) {
    return new Reply.Broken(
        ProviderErrors.event(error), tokens == null ? Tokens.NONE : tokens, true);
  }

  /** A body that lacks what an answer has: an error, or nothing that can be read. */
  static Reply without(String what, ObjectSplicer splicer, byte[] body, @Nullable Tokens tokens)
      throws IOException {
    JsonField error = splicer.field("error");
    return error == null
        ? reply("The provider answered without " + what, tokens)
        : refusal(Json.read(body, error), tokens);
  }

  static Reply reply(String what, @Nullable Tokens tokens) {
    return new Reply.Broken(failure(what), tokens == null ? Tokens.NONE : tokens, tokens != null);
  }
}
