package dev.weir.provider;

/**
 * The tokens of one call, each counted in one field only, so that a bill is the sum of field times
 * price. OpenAI's {@code prompt_tokens} is {@link #prompt()}; Anthropic's {@code input_tokens} is
 * {@code input}.
 *
 * @param input prompt tokens that no cache served or stored
 * @param cacheRead prompt tokens that a cache served
 * @param cacheWrite5m prompt tokens stored for five minutes (Anthropic only)
 * @param cacheWrite1h prompt tokens stored for an hour (Anthropic only)
 * @param output all generated tokens, reasoning among them
 * @param reasoning the part of {@code output} that reasoned
 */
public record Usage(
    int input, int cacheRead, int cacheWrite5m, int cacheWrite1h, int output, int reasoning) {

  public Usage {
    if (Math.min(Math.min(input, cacheRead), Math.min(cacheWrite5m, cacheWrite1h)) < 0
        || reasoning < 0
        || output < reasoning) {
      throw new IllegalArgumentException("tokens out of range");
    }
  }

  /** Plain tokens in and out, no cache, no reasoning. */
  public static Usage of(int input, int output) {
    return new Usage(input, 0, 0, 0, output, 0);
  }

  /** The whole prompt, cached or not. */
  public int prompt() {
    return input + cacheRead + cacheWrite5m + cacheWrite1h;
  }

  Usage withOutput(int newOutput) {
    return new Usage(
        input, cacheRead, cacheWrite5m, cacheWrite1h, newOutput, Math.min(reasoning, newOutput));
  }

  /** What a protocol can say: OpenAI has no cache writes, Anthropic doesn't tell reasoning. */
  Usage as(Protocol protocol) {
    return switch (protocol) {
      case OPENAI, AZURE ->
          new Usage(input + cacheWrite5m + cacheWrite1h, cacheRead, 0, 0, output, reasoning);
      case ANTHROPIC -> new Usage(input, cacheRead, cacheWrite5m, cacheWrite1h, output, 0);
    };
  }
}
