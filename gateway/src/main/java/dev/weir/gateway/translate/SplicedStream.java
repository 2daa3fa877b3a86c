package dev.weir.gateway.translate;

import dev.weir.gateway.api.SseEvent;
import dev.weir.gateway.api.SseParser;
import dev.weir.gateway.core.Deployment;
import dev.weir.gateway.core.Failure;
import dev.weir.gateway.core.Protocol;
import dev.weir.schemas.events.Tokens;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** A stream that others may go on with, or that goes on with another's. */
final class SplicedStream implements StreamTranslator {
  private final StreamTranslator own;
  private final Splice splice;
  private final Transcript transcript;
  private final SseParser parser = new SseParser();

  private SplicedStream(StreamTranslator own, Splice splice, Transcript transcript) {
    this.own = own;
    this.splice = splice;
    this.transcript = transcript;
  }

  static StreamTranslator beginning(StreamTranslator own, Protocol client) {
    return new SplicedStream(
        own,
        Splice.NONE,
        switch (client) {
          case OPENAI_CHAT -> new ChatTranscript(null);
          case ANTHROPIC_MESSAGES -> new MessagesTranscript(null);
          case OPENAI_EMBEDDINGS ->
              throw new IllegalArgumentException("Embeddings are not streamed");
        });
  }

  static StreamTranslator goingOn(StreamTranslator own, Splicing.GoesOn from, Deployment by) {
    return switch (from.partial()) {
      case Partial.Chat chat ->
          new SplicedStream(own, new ChatSplice(chat, from, by), new ChatTranscript(chat));
      case Partial.Messages messages ->
          new SplicedStream(
              own, new MessagesSplice(messages, from, by), new MessagesTranscript(messages));
    };
  }

  @Override
  public byte[] accept(SseEvent event) {
    byte[] events = own.accept(event);
    parser.feed(events, 0, events.length);
    var out = new ByteArrayOutputStream(events.length);
    try {
      for (SseEvent next = parser.next(); next != null; next = parser.next()) {
        for (SseEvent sent : splice.rewrite(next, own.tokens())) {
          transcript.sent(sent);
          out.writeBytes(sent.bytes());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("an event that was written here can't be read", e);
    }
    return out.toByteArray();
  }

  @Override
  public @Nullable Partial partial() {
    return transcript.partial();
  }

  @Override
  public boolean ended() {
    return own.ended();
  }

  @Override
  public @Nullable Failure failure() {
    return own.failure();
  }

  @Override
  public boolean contentSent() {
    return own.contentSent();
  }

  @Override
  public Tokens tokens() {
    return own.tokens();
  }

  @Override
  public boolean usageKnown() {
    return own.usageKnown();
  }

  @Override
  public long outputTokensSeen() {
    return own.outputTokensSeen();
  }

  @Override
  public @Nullable String providerModel() {
    return own.providerModel();
  }
}
