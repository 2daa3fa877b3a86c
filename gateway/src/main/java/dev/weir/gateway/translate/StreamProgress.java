package dev.weir.gateway.translate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.gateway.api.Json;
import dev.weir.gateway.api.SseEvent;
import dev.weir.gateway.core.Failure;
import dev.weir.schemas.events.Tokens;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What every translator of a stream keeps count of; subclasses translate one event. */
abstract class StreamProgress implements StreamTranslator {
  static final byte[] NOTHING = {};

  private boolean ended;
  private boolean contentSent;
  private boolean usageKnown;
  private long outputTokensSeen;
  private Tokens tokens = Tokens.NONE;
  private @Nullable Failure failure;
  private @Nullable String providerModel;

  /**
   * Translates an event; none comes after the terminal one or a failure.
   *
   * @throws IOException if its data are not JSON
   */
  abstract byte[] translate(SseEvent event) throws IOException;

  @Override
  public final byte[] accept(SseEvent event) {
    if (ended || failure != null) {
      return NOTHING;
    }
    try {
      return translate(event);
    } catch (IOException _) {
      failure = Broken.failure("The provider sent an event that is not JSON");
      return NOTHING;
    }
  }

  @Override
  public final boolean ended() {
    return ended;
  }

  @Override
  public final @Nullable Failure failure() {
    return failure;
  }

  @Override
  public final boolean contentSent() {
    return contentSent;
  }

  @Override
  public final Tokens tokens() {
    return tokens;
  }

  @Override
  public final boolean usageKnown() {
    return usageKnown;
  }

  @Override
  public final long outputTokensSeen() {
    return outputTokensSeen;
  }

  @Override
  public final @Nullable String providerModel() {
    return providerModel;
  }

  /** The terminal event was seen. */
  final void end() {
    ended = true;
  }

  /** The provider reported an error. */
  final byte[] fail(Failure why) {
    failure = why;
    return NOTHING;
  }

  final void counted(Tokens now, boolean last) {
    tokens = now;
    usageKnown = last;
  }

  final void servedBy(@Nullable String model) {
    providerModel = model == null ? providerModel : model;
  }

  /** Every text of a delta is output, whatever it is called; a token has at least a byte. */
  final void saw(JsonNode delta) {
    long bytes = textBytes(delta);
    if (bytes > 0) {
      contentSent = true;
      outputTokensSeen += bytes;
    }
  }

  private static long textBytes(JsonNode node) {
    if (node.isTextual()) {
      // At most three bytes of UTF-8 for each UTF-16 unit.
      return node.textValue().length() * 3L;
    }
    long bytes = 0;
    for (JsonNode child : node) {
      bytes += textBytes(child);
    }
    return bytes;
  }

  static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  static byte[] event(@Nullable String name, JsonNode data) {
    return new SseEvent(name, Json.write(data)).bytes();
  }
}
