package dev.weir.provider;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/**
 * One answer on its way.
 *
 * @param id of the completion or message
 * @param created in seconds since 1970
 * @param includeUsage whether an OpenAI stream ends with its usage
 * @param empty without a choice or content
 */
record Served(
    Call call,
    Behaviour.Answer answer,
    String id,
    String requestId,
    long created,
    boolean includeUsage,
    boolean empty) {

  Usage usage() {
    return answer.usage();
  }

  /** Whether it says what it has used, true or not. */
  boolean tellsUsage() {
    return answer.report() != Behaviour.Report.ABSENT;
  }

  /** Whether the request's own limit ended the answer. */
  boolean truncated() {
    return usage().output() >= (long) call.maxTokens() * call.choices();
  }

  /** A JSON string, with its quotes. */
  static String quoted(String text) {
    if (isPlain(text)) {
      return "\"" + text + "\"";
    }
    StringBuilder json = new StringBuilder(text.length() + 8).append('"');
    JsonStringEncoder.getInstance().quoteAsString(text, json);
    return json.append('"').toString();
  }

  /** Most texts are: the encoder's character by character copy was a tenth of a benchmark's CPU. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '\\') {
        return false;
      }
    }
    return true;
  }
}
