package dev.weir.provider;

import java.time.Duration;
import java.util.HashMap;
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
   * @param usage reported and billed as it is, whatever the text's length
   * @param text streamed a word per chunk
   */
  record Answer(Usage usage, String text) implements Behaviour {

    /** An answer with as many words as there are tokens that did not reason. */
    public static Answer of(Usage usage) {
      return new Answer(usage, Words.text(usage.output() - usage.reasoning()));
    }
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

  /** Never answers: waits until the client leaves. */
  record Hang() implements Behaviour {}

  /**
   * Answers but closes the connection early: a stream after {@code chunks} words, anything else
   * inside its body. What was sent is billed.
   */
  record CutAfter(int chunks, Answer answer) implements Behaviour {

    public CutAfter {
      requireChunks(chunks);
    }
  }

  /** Streams {@code chunks} words and then nothing, until the client leaves; those are billed. */
  record StallAfter(int chunks, Answer answer) implements Behaviour {

    public StallAfter {
      requireChunks(chunks);
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

  private static void requireChunks(int chunks) {
    if (chunks < 0) {
      throw new IllegalArgumentException("negative number of chunks");
    }
  }
}
