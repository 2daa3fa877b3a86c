package dev.weir.gateway.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.WritableHeaders;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Puts headers into a reply whose names or values come from elsewhere: a provider, a model's name,
 * a kept answer. What can't stand in a header is left out, so nobody can smuggle in another one.
 * Helidon's own check of every header is off, because it took 4 % of a call's processor time.
 */
final class PlainHeaders {
  /** More than one provider ever names; who names more has them made each time. */
  private static final int MOST = 1_000;

  private static final Map<String, HeaderName> NAMES = new ConcurrentHashMap<>();

  private PlainHeaders() {}

  static void set(WritableHeaders<?> into, HeaderName name, String value) {
    if (isValue(value)) {
      into.set(name, value);
    }
  }

  static void set(WritableHeaders<?> into, String name, String value) {
    HeaderName known = NAMES.get(name);
    if (known != null) {
      set(into, known, value);
    } else if (isName(name)) {
      HeaderName made = HeaderNames.create(name);
      if (NAMES.size() < MOST) {
        NAMES.put(name, made);
      }
      set(into, made, value);
    }
  }

  static void setAll(WritableHeaders<?> into, Map<String, String> headers) {
    headers.forEach((name, value) -> set(into, name, value));
  }

  private static boolean isValue(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < ' ' && c != '\t') || c == 127 || c > 255) {
        return false;
      }
    }
    return true;
  }

  /** RFC 9110, section 5.6.2. */
  static boolean isName(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c <= ' ' || c >= 127 || "\"(),/:;<=>?@[\\]{}".indexOf(c) >= 0) {
        return false;
      }
    }
    return !name.isEmpty();
  }
}
