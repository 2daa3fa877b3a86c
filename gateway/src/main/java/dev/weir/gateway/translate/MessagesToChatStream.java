package dev.weir.gateway.translate;

import dev.weir.gateway.api.Json;
import dev.weir.gateway.api.SseEvent;
import dev.weir.gateway.translate.MessagesStream.Step;
import java.io.IOException;
import java.time.InstantSource;

/** Anthropic's events as chunks of a chat completion. */
final class MessagesToChatStream extends StreamProgress {
  private final String group;
  private final boolean includeUsage;
  private final InstantSource clock;
  private final MessagesStream provider = new MessagesStream();
  private ChatAnswer answer;
  private boolean finished;

  MessagesToChatStream(String group, boolean includeUsage, InstantSource clock) {
    this.group = group;
    this.includeUsage = includeUsage;
    this.clock = clock;
    this.answer = new ChatAnswer("", group, clock.instant());
  }

  @Override
  byte[] translate(SseEvent event) throws IOException {
    Step step = provider.read(Json.read(event.data()));
    counted(provider.tokens(), provider.usageKnown());
    servedBy(provider.model());
    return switch (step) {
      case Step.Started(String id) -> {
        answer = new ChatAnswer(id, group, clock.instant());
        yield event(null, answer.role());
      }
      case Step.Delta(var delta) -> {
        saw(delta);
        String text = delta.path("text").textValue();
        yield text == null ? NOTHING : event(null, answer.content(text));
      }
      case Step.Stopped(String reason) -> {
        finished |= reason != null;
        yield reason == null ? NOTHING : event(null, answer.finish(reason));
      }
      case Step.Ended _ -> last();
      case Step.Failed(var failure) -> fail(failure);
      case Step.Other _ -> NOTHING;
    };
  }

  /** An end without a reason is none: no reason is made up for it. */
  private byte[] last() {
    if (!finished) {
      return fail(Broken.failure("The provider's stream ended without a stop reason"));
    }
    end();
    byte[] done = new SseEvent(null, ChatStream.DONE).bytes();
    return includeUsage ? joined(event(null, answer.usageChunk(tokens())), done) : done;
  }
}
