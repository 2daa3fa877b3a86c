package dev.weir.gateway.translate;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.gateway.api.Json;
import dev.weir.gateway.core.ClientRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Makes the request with which another deployment goes on with an answer that broke off. */
public final class Continuation {
  private static final String INSTRUCTION =
      "Your previous message was cut off by a technical fault. Continue it exactly where it stops,"
          + " in the middle of a word if it stops there. Do not repeat anything that it says, do"
          + " not start anew, and do not mention the interruption.";

  private static final int BYTES_PER_TOKEN = 4;

  private Continuation() {}

  /**
   * Whether an answer to this request may be put together from two: not where it has a structure
   * (JSON), is not all text, comes with each token's probability, or is one of several.
   */
  public static boolean possible(ClientRequest request) {
    JsonNode body = body(request);
    return switch (request.protocol()) {
      case OPENAI_CHAT ->
          request.choices() == 1
              && body.path("response_format").path("type").asText("text").equals("text")
              && !body.path("logprobs").booleanValue()
              && !body.hasNonNull("audio");
      case ANTHROPIC_MESSAGES ->
          !body.hasNonNull("output_format") && !body.path("output_config").hasNonNull("format");
      case OPENAI_EMBEDDINGS -> false;
    };
  }

  /**
   * The request with the answer so far, and with what is left of its length (estimated at four
   * bytes to a token; at least 1).
   *
   * @param said the answer so far
   * @param prefill whether the model goes on from a last message of its own; then nothing tells it
   *     to. Not while it thinks, and not after a blank: Anthropic refuses both.
   */
  public static ClientRequest of(ClientRequest request, String said, boolean prefill) {
    ObjectNode body = body(request);
    ArrayNode messages = body.withArrayProperty("messages");
    messages.add(Json.object().put("role", "assistant").put("content", said));
    boolean thinks = !body.path("thinking").path("type").asText("disabled").equals("disabled");
    if (!prefill || thinks || Character.isWhitespace(said.charAt(said.length() - 1))) {
      messages.add(Json.object().put("role", "user").put("content", INSTRUCTION));
    }
    long written = said.getBytes(UTF_8).length / BYTES_PER_TOKEN;
    long least = 1 + body.path("thinking").path("budget_tokens").asLong();
    for (String field : new String[] {"max_tokens", "max_completion_tokens"}) {
      if (body.path(field).isIntegralNumber()) {
        body.put(field, left(body.path(field).asLong(), written, least));
      }
    }
    return new ClientRequest(
        request.protocol(),
        Json.write(body),
        request.model(),
        request.stream(),
        request.includeUsage(),
        leftOf(request.maxOutputTokens(), written, least),
        request.choices());
  }

  private static @Nullable Long leftOf(@Nullable Long most, long written, long least) {
    return most == null ? null : (Long) left(most, written, least);
  }

  /** Never more than was asked for. */
  private static long left(long most, long written, long least) {
    return Math.min(most, Math.max(most - written, least));
  }

  private static ObjectNode body(ClientRequest request) {
    try {
      return (ObjectNode) Json.read(request.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
