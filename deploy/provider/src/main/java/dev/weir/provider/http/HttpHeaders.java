package dev.weir.provider.http;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The headers of one request, kept as bytes: a call looks at four of some fifteen. */
public final class HttpHeaders {

  private final byte[] lines;

  /** Takes the header lines as sent, each ended by CR LF. */
  HttpHeaders(byte[] lines) {
    this.lines = lines;
  }

  /** The first value of a header; null when it is absent. {@code name} must be in lower case. */
  public @Nullable String first(String name) {
    for (int start = 0; start < lines.length; ) {
      int end = endOfLine(start);
      if (names(start, end, name)) {
        return value(start + name.length() + 1, end);
      }
      start = end + 2;
    }
    return null;
  }

  /** All headers by lower-case name, in the order sent; of a repeated one the first. */
  public Map<String, String> asMap() {
    Map<String, String> all = new LinkedHashMap<>();
    for (int start = 0; start < lines.length; ) {
      int end = endOfLine(start);
      String line = new String(lines, start, end - start, StandardCharsets.ISO_8859_1);
      int colon = line.indexOf(':');
      if (colon > 0) {
        all.putIfAbsent(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
      start = end + 2;
    }
    return Collections.unmodifiableMap(all);
  }

  private int endOfLine(int start) {
    for (int i = start; i < lines.length; i++) {
      if (lines[i] == '\r') {
        return i;
      }
    }
    return lines.length;
  }

  private boolean names(int start, int end, String name) {
    int length = name.length();
    if (start + length >= end || lines[start + length] != ':') {
      return false;
    }
    for (int i = 0; i < length; i++) {
      int sent = lines[start + i];
      if ((sent >= 'A' && sent <= 'Z' ? sent + 32 : sent) != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private String value(int from, int to) {
    return new String(lines, from, to - from, StandardCharsets.ISO_8859_1).strip();
  }
}
