package dev.weir.gateway.translate;

import dev.weir.gateway.api.Json;
import dev.weir.gateway.api.JsonField;
import dev.weir.gateway.api.SseEvent;
import java.io.IOException;

/** Message events forwarded; only the model in {@code message_start} is restamped. */
final class SameMessagesStream extends StreamProgress {
  private final String group;
  private final MessagesStream provider = new MessagesStream();

  SameMessagesStream(String group) {
    this.group = group;
  }

  @Override
  byte[] translate(SseEvent event) throws IOException {
    MessagesStream.Step step = provider.read(Json.read(event.data()));
    counted(provider.tokens(), provider.usageKnown());
    servedBy(provider.model());
    return switch (step) {
      case MessagesStream.Step.Failed(var failure) -> fail(failure);
      case MessagesStream.Step.Started _ ->
          new SseEvent(event.name(), restamped(event.data())).bytes();
      case MessagesStream.Step.Delta(var delta) -> {
        saw(delta);
        yield event.bytes();
      }
      case MessagesStream.Step.Ended _ -> {
        end();
        yield event.bytes();
      }
      case MessagesStream.Step.Stopped _, MessagesStream.Step.Other _ -> event.bytes();
    };
  }

  private byte[] restamped(byte[] data) throws IOException {
    ObjectSplicer splicer = ObjectSplicer.of(data);
    JsonField message = splicer.field("message");
    if (message != null) {
      ObjectSplicer inside = ObjectSplicer.inside(data, message);
      inside.replaceText("model", group);
      splicer.replace(message, inside.bytes());
    }
    return splicer.bytes();
  }
}
