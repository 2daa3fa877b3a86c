package dev.weir.gateway.translate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** How a stream of chat completions ends. */
final class ChatStream {
  static final byte[] DONE = "[DONE]".getBytes(UTF_8);

  private ChatStream() {}

  static boolean isDone(byte[] data) {
    return Arrays.equals(data, DONE) || new String(data, UTF_8).strip().equals("[DONE]");
  }
}
