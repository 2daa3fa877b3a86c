package dev.weir.bench;

/**
 * Something that answers chat completions on loopback.
 *
 * @param key presented as {@code Authorization: Bearer}
 */
record Target(String name, int port, String key) {
  static final String PATH = "/v1/chat/completions";
  private static final int PROMPT_CHARACTERS = 960;

  /** About 1.1 kB, as reference/helidon.md measured with. */
  static String body() {
    return """
    {"model":"gpt-4o","max_tokens":20,"messages":[{"role":"user","content":"%s"}]}\
    """
        .formatted("word ".repeat(PROMPT_CHARACTERS / 5));
  }
}
