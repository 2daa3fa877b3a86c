package dev.weir.gateway.auth;

import dev.weir.schemas.config.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The key that a request carries, before anybody looked at it. */
public sealed interface PresentedKey {
  /** A key. It may be anything. */
  record Given(Secret key) implements PresentedKey {}

  /** No header carries one. */
  record Absent() implements PresentedKey {}

  /** There is an {@code Authorization} without {@code Bearer} or without a key. */
  record Malformed() implements PresentedKey {}

  /** Looks up a request header by its lower-case name. */
  interface Headers {
    /** The first value; null when the request has no such header. */
    @Nullable String first(String name);
  }

  /** In this order; the first one present decides, even if another carries a good key. */
  List<String> KEY_HEADERS = List.of("x-api-key", "api-key", "x-goog-api-key", "x-litellm-api-key");

  /**
   * The key in these headers: {@code Authorization: Bearer} (in any case) goes before {@code
   * x-api-key}, {@code api-key}, {@code x-goog-api-key} and {@code x-litellm-api-key}, each with or
   * without {@code Bearer} (fixtures/litellm-recordings/auth-variants.json).
   */
  static PresentedKey in(Headers headers) {
    String authorization = headers.first("authorization");
    if (authorization != null) {
      String key = withoutBearer(authorization);
      return key.isEmpty() || key.equals(authorization.strip())
          ? new Malformed()
          : new Given(new Secret(key));
    }
    for (String name : KEY_HEADERS) {
      String value = headers.first(name);
      if (value != null && !value.isBlank()) {
        return new Given(new Secret(withoutBearer(value)));
      }
    }
    return new Absent();
  }

  private static String withoutBearer(String value) {
    String scheme = "bearer ";
    String text = value.stripLeading();
    return text.regionMatches(true, 0, scheme, 0, scheme.length())
        ? text.substring(scheme.length()).strip()
        : value.strip();
  }
}
