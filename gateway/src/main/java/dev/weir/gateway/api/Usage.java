package dev.weir.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.schemas.events.Tokens;
import org.jspecify.annotations.Nullable;

/**
 * What a provider says it counted. Where prompt or output are no counts it has said nothing;
 * details that can't be are read as 0.
 */
public final class Usage {
  private Usage() {}

  /**
   * Usage of a chat completion: {@code prompt_tokens} includes cached ones, {@code
   * completion_tokens} includes reasoning.
   *
   * @return null: there is none
   */
  public static @Nullable Tokens chat(JsonNode usage) {
    if (!isCount(usage.path("prompt_tokens")) || !isCount(usage.path("completion_tokens"))) {
      return null;
    }
    long prompt = count(usage.path("prompt_tokens"));
    long cached = count(usage.path("prompt_tokens_details").path("cached_tokens"));
    long read = Long.min(cached, prompt);
    long output = count(usage.path("completion_tokens"));
    long reasoning = count(usage.path("completion_tokens_details").path("reasoning_tokens"));
    return new Tokens(prompt - read, read, 0, 0, output, Long.min(reasoning, output));
  }

  /**
   * Usage of embeddings: {@code prompt_tokens} is all there is.
   *
   * @return null: there is none
   */
  public static @Nullable Tokens embeddings(JsonNode usage) {
    JsonNode prompt = usage.path("prompt_tokens");
    return isCount(prompt) ? new Tokens(count(prompt), 0, 0, 0, 0, 0) : null;
  }

  /**
   * Usage of a message: {@code input_tokens} is what was neither read from nor written to the
   * cache. Written tokens without a lifetime are of five minutes.
   *
   * @param before what an earlier event of the same stream said; fields that are missing keep it
   * @return null: there is none
   */
  public static @Nullable Tokens message(JsonNode usage, Tokens before) {
    JsonNode input = usage.path("input_tokens");
    JsonNode output = usage.path("output_tokens");
    boolean given = isCount(input) || isCount(output);
    if (!given || isNonsense(input) || isNonsense(output)) {
      return null;
    }
    long written5m = before.cacheWrite5m();
    long written1h = before.cacheWrite1h();
    JsonNode written = usage.path("cache_creation_input_tokens");
    JsonNode lifetimes = usage.path("cache_creation");
    if (lifetimes.isObject()) {
      written1h = count(lifetimes.path("ephemeral_1h_input_tokens"));
      written5m = count(lifetimes.path("ephemeral_5m_input_tokens"));
    }
    if (written.isIntegralNumber()) {
      written5m = Long.max(lifetimes.isObject() ? written5m : 0, count(written) - written1h);
    }
    return new Tokens(
        count(input, before.input()),
        count(usage.path("cache_read_input_tokens"), before.cacheRead()),
        written5m,
        written1h,
        count(output, before.output()),
        0);
  }

  private static boolean isCount(JsonNode value) {
    return value.isIntegralNumber() && value.canConvertToInt() && value.intValue() >= 0;
  }

  private static boolean isNonsense(JsonNode value) {
    return !value.isMissingNode() && !value.isNull() && !isCount(value);
  }

  private static long count(JsonNode value, long otherwise) {
    return value.isIntegralNumber() ? count(value) : otherwise;
  }

  private static long count(JsonNode value) {
    return value.isIntegralNumber() && value.canConvertToInt() ? Long.max(value.intValue(), 0) : 0;
  }
}
