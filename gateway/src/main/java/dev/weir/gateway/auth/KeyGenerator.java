package dev.weir.gateway.auth;

import java.security.SecureRandom;
import java.util.Base64;

/** Makes virtual keys as LiteLLM does: {@code sk-} and 22 url-safe characters (128 random bits). */
public final class KeyGenerator {
  private static final int BYTES = 16;

  private final SecureRandom random = new SecureRandom();

  /** A new key. Shown once, to whoever asked for it, and kept nowhere. */
  public String next() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return KeySyntax.PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
