package dev.weir.provider;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the provider does with one call. A behaviour is also the script that always does it. */
public sealed interface Behaviour extends Script {

  @Override
  default Behaviour next(Call call) {
    return this;
  }

  /**
   * Answers, and bills.
   *
   * @param usage billed as it is, whatever the text's length
   * @param report what the answer says about its usage
   * @param text streamed a word per chunk; empty for none
   * @param tools called after the text
   * @param finish why it ends
   */
  record Answer(Usage usage, Report report, String text, List<ToolCall> tools, Finish finish)
      implements Behaviour {

    public Answer {
      tools = List.copyOf(tools);
    }

    /** An answer that tells its true usage. */
    public Answer(Usage usage, String text) {
      this(usage, Report.TRUE, text, List.of(), Finish.NATURAL);
    }

    /** An answer with as many words as there are tokens that did not reason. */
    public static Answer of(Usage usage) {
      return new Answer(usage, Words.text(usage.output() - usage.reasoning()));
    }

    /** The same, saying something else about its usage. */
    public Answer reporting(Report other) {
      return new Answer(usage, other, text, tools, finish);
    }

    /** The same text, and then these tools. */
    public Answer calling(ToolCall... more) {
      return new Answer(usage, report, text, List.of(more), finish);
    }

    /** The same text, ended by the provider's content filter. */
    public Answer filtered() {
      return new Answer(usage, report, text, tools, Finish.FILTERED);
    }

    @Override
    public Broken breaking(Break how, int words) {
      return new Broken(how, words, this);
    }

    @Override
    public Broken cutAfter(int words) {
      return breaking(Break.CUT, words);
    }

    @Override
    public Broken stallAfter(int words) {
      return breaking(Break.STALLED, words);
    }
  }

  /** What an answer says about its usage. */
  enum Report {
    TRUE,
    ABSENT,
    /** Negative numbers and texts. */
    NONSENSE
  }

  /** Why an answer ends. */
  enum Finish {
    /** It is complete, wants tools called, or has met the request's limit. */
    NATURAL,
    /** The content filter: {@code content_filter}, or Anthropic's {@code refusal}. */
    FILTERED
  }

  /**
   * Refuses in the protocol's error shape; nothing is billed.
   *
   * @param status an HTTP status from 400 on
   * @param type the error's {@code type}; null for the one the provider uses with this status
   * @param code the error's {@code code} (OpenAI, Azure); null for none, or for the provider's own
   *     when {@code type} is null too
   * @param param the field at fault (OpenAI, Azure); null for none
   * @param message null for the provider's own
   * @param headers added to the answer, for example {@code retry-after}
   */
  record Refuse(
      int status,
      @Nullable String type,
      @Nullable String code,
      @Nullable String param,
      @Nullable String message,
      Map<String, String> headers)
      implements Behaviour {

    public Refuse {
      if (status < 400 || status > 599) {
        throw new IllegalArgumentException("not an error status: " + status);
      }
      headers = Map.copyOf(headers);
    }

    /** Refuses as the provider itself words this status. */
    public static Refuse status(int status) {
      return new Refuse(status, null, null, null, null, Map.of());
    }

    /** The same with a header more. */
    public Refuse with(String header, String value) {
      Map<String, String> more = new HashMap<>(headers);
      more.put(header, value);
      return new Refuse(status, type, code, param, message, more);
    }
  }

  /** Refuses for this reason, in the provider's own shape and words; nothing is billed. */
  record Decline(Reason reason) implements Behaviour {}

  /** Why a provider declines a request that is well-formed. */
  enum Reason {
    CONTEXT_WINDOW,
    CONTENT_FILTER
  }

  /** Answers 200 with an error for a body; not billed. */
  record Masked(Refuse refuse) implements Behaviour {}

  /** What somebody else answers in the provider's place, a proxy's page for example; not billed. */
  record Page(int status, String contentType, String body) implements Behaviour {

    /** A proxy's page of HTML. */
    public static Page html(int status) {
      return new Page(
          status,
          "text/html",
          "<html>\r\n<head><title>%1$d Bad Gateway</title></head>\r\n<body>\r\n<center><h1>%1$d Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"
              .formatted(status));
    }
  }

  /** Never answers: waits until the client leaves. */
  record Hang() implements Behaviour {}

  /** Resets the connection instead of answering; not billed. */
  record Drop(Point point) implements Behaviour {}

  /** When a connection is reset. */
  enum Point {
    BEFORE_HEAD,
    IN_HEAD
  }

  /**
   * An answer that goes wrong. What was sent of it is billed: of a stream the words, of a body all.
   *
   * @param words of a stream that are sent before; {@link Break#AT_HEAD} for none
   */
  record Broken(Break how, int words, Answer answer) implements Behaviour {

    public Broken {
      requireWords(words);
    }
  }

  /** Streams so many words, then an error event, and ends; what was sent is billed. */
  record ErrorAfter(int words, Refuse error, Answer answer) implements Behaviour {

    public ErrorAfter {
      requireWords(words);
    }
  }

  /** Waits, on top of the provider's own latency, and then does something else. */
  record Delay(Duration before, Behaviour then) implements Behaviour {

    public Delay {
      if (before.isNegative()) {
        throw new IllegalArgumentException("negative delay");
      }
    }
  }

  /**
   * Does something else at its own pace.
   *
   * @param first wait between a stream's opening and its first word, or a body's head and its rest
   * @param gap wait before each further word, in place of the provider's own
   */
  record Paced(Duration first, Duration gap, Behaviour then) implements Behaviour {

    public Paced {
      if (first.isNegative() || gap.isNegative()) {
        throw new IllegalArgumentException("negative wait");
      }
    }
  }

  private static void requireWords(int words) {
    if (words < Break.AT_HEAD) {
      throw new IllegalArgumentException("negative number of words");
    }
  }
}
