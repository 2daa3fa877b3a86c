package dev.weir.alerts.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.schemas.config.Secret;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Who gets messages.
 *
 * @param url a secret
 */
record Destination(Format format, Secret url) {
  private static final int ID_BYTES = 6;

  /** What is posted. */
  enum Format {
    /** Slack's Block Kit; many that wait become one. */
    SLACK,
    /** JSON, each alert on its own. */
    WEBHOOK
  }

  /** Tells it from others, in logs and in committed positions; the URL can't be had from it. */
  String id() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest((format + url.value()).getBytes(UTF_8));
      return HexFormat.of().formatHex(hash, 0, ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
