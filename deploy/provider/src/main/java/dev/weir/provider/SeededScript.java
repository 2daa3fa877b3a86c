package dev.weir.provider;

import java.util.Set;
import java.util.SplittableRandom;

/** See {@link Script#seeded}. */
record SeededScript(long seed) implements Script {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final Set<String> REASONING = Set.of("o1", "o3", "o4", "gpt-5");

  @Override
  public Behaviour next(Call call) {
    SplittableRandom random = new SplittableRandom(seed + call.number() * GOLDEN);
    int prompt = Math.max(1, call.bodyBytes() / 4);
    int cacheRead = random.nextInt(4) == 0 ? prompt / 2 : 0;
    int cacheWrite5m = random.nextInt(8) == 0 ? prompt / 4 : 0;
    int cacheWrite1h = random.nextInt(16) == 0 ? prompt / 8 : 0;
    int output = Math.min(5 + random.nextInt(56), call.maxTokens());
    int reasoning = reasons(call.model()) ? output / 3 : 0;
    int choices = call.choices();
    int input = prompt - cacheRead - cacheWrite5m - cacheWrite1h;
    Usage usage =
        new Usage(
            input, cacheRead, cacheWrite5m, cacheWrite1h, choices * output, choices * reasoning);
    return new Behaviour.Answer(usage.as(call.protocol()), Words.text(output - reasoning));
  }

  private static boolean reasons(String model) {
    return REASONING.stream().anyMatch(model::startsWith);
  }
}
