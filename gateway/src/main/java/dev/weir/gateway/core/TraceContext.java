package dev.weir.gateway.core;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The trace that a call belongs to (W3C Trace Context, level 1), and the ids of its spans there.
 *
 * @param traceId 32 hexadecimal digits
 * @param span of the call; those of its attempts follow from it
 * @param parent the client's span, 16 hexadecimal digits; null: the trace begins here
 * @param sampled false: whoever began the trace does not want it recorded
 * @param forwarded whether providers are told
 */
public record TraceContext(
    String traceId, long span, @Nullable String parent, boolean sampled, boolean forwarded) {
  private static final Pattern TRACEPARENT =
      Pattern.compile("(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");
  private static final String NO_TRACE = "0".repeat(32);
  private static final String NO_SPAN = "0".repeat(16);
  private static final HexFormat HEX = HexFormat.of();

  /** The client's header that names the trace, in lower case. */
  public static final String HEADER = "traceparent";

  /** Decides whether calls get one. */
  public interface Source {
    /** Calls are not traced. */
    Source NONE =
        new Source() {
          @Override
          public @Nullable TraceContext of(Map<String, String> headers) {
            return null;
          }

          @Override
          public List<String> headers() {
            return List.of();
          }
        };

    /**
     * The trace of a call; null: none.
     *
     * @param headers of the request, by lower-case name
     */
    @Nullable TraceContext of(Map<String, String> headers);

    /** The headers that have to be read of a request, in lower case. */
    List<String> headers();
  }

  /** The client's trace if the header names one, else a new one. */
  public static TraceContext of(@Nullable String traceparent, boolean forwarded) {
    var random = ThreadLocalRandom.current();
    long span = random.nextLong();
    Matcher given = TRACEPARENT.matcher(traceparent == null ? "" : traceparent.strip());
    if (given.matches() && !given.group(1).equals(NO_TRACE) && !given.group(2).equals(NO_SPAN)) {
      boolean sampled = (HexFormat.fromHexDigits(given.group(3)) & 1) == 1;
      return new TraceContext(given.group(1), span, given.group(2), sampled, forwarded);
    }
    String trace = HEX.toHexDigits(random.nextLong() | 1) + HEX.toHexDigits(random.nextLong());
    return new TraceContext(trace, span, null, true, forwarded);
  }

  /** The span of the call, or of one of its attempts. */
  public String spanId(int attempt) {
    long id = span + attempt;
    return HEX.toHexDigits(id == 0 ? 1 : id);
  }

  /**
   * What a provider is told.
   *
   * @param attempt from 1
   * @return null: nothing
   */
  public @Nullable String traceparent(int attempt) {
    return forwarded ? "00-" + traceId + "-" + spanId(attempt) + (sampled ? "-01" : "-00") : null;
  }
}
