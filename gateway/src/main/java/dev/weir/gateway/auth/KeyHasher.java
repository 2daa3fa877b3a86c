package dev.weir.gateway.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.schemas.config.Secret;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keyed hash by which a virtual key is known: HMAC-SHA-256 with the server's own secret, in
 * hex. All nodes must have the same secret. Whoever reads the directory can't test guesses of keys
 * without it. Safe for use by many threads.
 */
public final class KeyHasher {
  /** Fewest bytes of a secret. */
  public static final int MIN_SECRET_BYTES = 32;

  private static final int MARK_DIGITS = 16;
  private static final String ALGORITHM = "HmacSHA256";

  /** LiteLLM stores keys so, without salt. */
  private static final String LITELLMS = "SHA-256";

  private static final String IMPORTED = "weir: the key with this SHA-256: ";

  private final Mac keyed;

  /**
   * Hashes with this secret.
   *
   * @throws IllegalArgumentException if the secret is shorter than {@link #MIN_SECRET_BYTES}
   */
  public KeyHasher(Secret secret) {
    byte[] bytes = secret.value().getBytes(UTF_8);
    if (bytes.length < MIN_SECRET_BYTES) {
      throw new IllegalArgumentException(
          "the secret of the key hashes has "
              + bytes.length
              + " bytes, expected at least "
              + MIN_SECRET_BYTES);
    }
    try {
      keyed = Mac.getInstance(ALGORITHM);
      keyed.init(new SecretKeySpec(bytes, ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(ALGORITHM + " must be in every JDK", e);
    }
  }

  /** The id of the key: 64 hex digits. */
  public String id(String key) {
    return HexFormat.of().formatHex(fresh().doFinal(key.getBytes(UTF_8)));
  }

  /**
   * The id of a key of which only LiteLLM's hash is known. No virtual key begins like what is
   * hashed here, so presenting the hash is not presenting the key.
   *
   * @param sha256 of the key, 64 hex digits
   */
  public String imported(String sha256) {
    return id(IMPORTED + sha256.toLowerCase(Locale.ROOT));
  }

  /** The id that the key has if it was imported. */
  public String importedId(String key) {
    try {
      MessageDigest digest = MessageDigest.getInstance(LITELLMS);
      return imported(HexFormat.of().formatHex(digest.digest(key.getBytes(UTF_8))));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(LITELLMS + " must be in every JDK", e);
    }
  }

  /** The same for two nodes with the same secret, and for no others; tells nothing of it. */
  public String mark() {
    return id("weir: which secret?").substring(0, MARK_DIGITS);
  }

  /** A clone: a look-up by name and a key schedule for each call would cost more than the hash. */
  private Mac fresh() {
    try {
      return (Mac) keyed.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's " + ALGORITHM + " can be cloned", e);
    }
  }
}
