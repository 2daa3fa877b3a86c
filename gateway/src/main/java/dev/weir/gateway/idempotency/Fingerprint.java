package dev.weir.gateway.idempotency;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weir.gateway.core.JsonDigest;
import java.io.IOException;

/**
 * Tells whether two requests ask the same: by path and JSON value, whatever the spaces, the order
 * of fields and the spelling of numbers, so that a client may write its body anew for a retry.
 *
 * @param hex SHA-256
 */
public record Fingerprint(String hex) {
  /** Numbers that a double can't tell apart are different. */
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  /**
   * Of a POST request.
   *
   * @param operation what is asked for, such as {@code chat}: the same for all paths of it
   * @param body JSON; anything else counts byte for byte
   */
  public static Fingerprint of(String operation, byte[] body) {
    var digest = new JsonDigest().add(operation);
    try {
      digest.add(JSON.readTree(body));
    } catch (IOException e) {
      digest.add(body);
    }
    return new Fingerprint(digest.hex());
  }
}
