package dev.weir.gateway.pipeline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.weir.gateway.core.ClientRequest;
import dev.weir.schemas.config.Mode;

/** About how many tokens a request's prompt has, for choosing among deployments only. */
final class PromptLength {
  private static final int BYTES_PER_TOKEN = 4;

  private PromptLength() {}

  /** 0 where images, files or many texts at once make the size of the request say nothing. */
  static long tokens(ClientRequest request) {
    if (request.protocol().mode() == Mode.EMBEDDING) {
      return 0;
    }
    byte[] body = request.body();
    String text = new String(body, ISO_8859_1);
    boolean files = text.contains("base64") || text.contains("\"image") || text.contains("\"file");
    return files ? 0 : body.length / BYTES_PER_TOKEN;
  }
}
