package dev.weir.gateway.translate;

import dev.weir.gateway.api.Json;
import dev.weir.gateway.api.JsonField;
import dev.weir.schemas.events.Tokens;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A provider's answer in the client's own protocol: only its {@code model} is replaced. */
final class Restamped {
  private Restamped() {}

  /**
   * The answer.
   *
   * @param splicer of the body
   * @param tokens null: the provider has not said
   */
  static Reply answer(ObjectSplicer splicer, byte[] body, @Nullable Tokens tokens, String group)
      throws IOException {
    JsonField model = splicer.field("model");
    String providerModel = model == null ? null : Json.read(body, model).textValue();
    splicer.replaceText("model", group);
    return new Reply.Answer(
        splicer.bytes(), tokens == null ? Tokens.NONE : tokens, tokens != null, providerModel);
  }
}
