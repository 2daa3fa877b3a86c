package dev.weir.gateway.translate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.gateway.api.Json;
import dev.weir.gateway.api.JsonField;
import dev.weir.gateway.api.SseEvent;
import dev.weir.gateway.api.Usage;
import dev.weir.schemas.events.Tokens;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Chunks forwarded: restamped, and without usage where the client did not ask for it. */
final class SameChatStream extends StreamProgress {
  private final String group;
  private final boolean includeUsage;
  private boolean anyChoice;

  SameChatStream(String group, boolean includeUsage) {
    this.group = group;
    this.includeUsage = includeUsage;
  }

  @Override
  byte[] translate(SseEvent event) throws IOException {
    byte[] data = event.data();
    if (ChatStream.isDone(data)) {
      if (!anyChoice) {
        return fail(Broken.failure("The provider's stream ended without a choice"));
      }
      end();
      return event.bytes();
    }
    ObjectSplicer splicer = ObjectSplicer.of(data);
    JsonField error = splicer.field("error");
    if (error != null || "error".equals(event.name())) {
      return fail(ProviderErrors.event(error == null ? Json.read(data) : Json.read(data, error)));
    }
    JsonField model = splicer.field("model");
    if (model != null && providerModel() == null) {
      servedBy(Json.read(data, model).textValue());
    }
    JsonField usage = splicer.field("usage");
    Tokens tokens = usage == null ? null : Usage.chat(Json.read(data, usage));
    if (tokens != null) {
      counted(tokens, true);
    }
    boolean choices = sawChoices(data, splicer.field("choices"));
    anyChoice |= choices;
    if (!includeUsage) {
      if (usage != null && !choices) {
        return NOTHING;
      }
      splicer.fields().stream()
          .filter(field -> field.name().equals("usage"))
          .forEach(splicer::remove);
    }
    splicer.replaceText("model", group);
    return new SseEvent(event.name(), splicer.bytes()).bytes();
  }

  private boolean sawChoices(byte[] data, @Nullable JsonField field) throws IOException {
    JsonNode choices = field == null ? Json.object() : Json.read(data, field);
    for (JsonNode choice : choices) {
      if (choice.path("delta") instanceof ObjectNode delta) {
        saw(delta.without("role"));
      }
    }
    return !choices.isEmpty();
  }
}
