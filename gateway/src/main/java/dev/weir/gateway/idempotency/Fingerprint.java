package dev.weir.gateway.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;

/**
 * Tells whether two requests ask the same: by path and JSON value, whatever the spaces and the
 * order of fields, so that a client may write its body anew for a retry.
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
    MessageDigest digest = sha256();
    add(digest, 'p', operation);
    try {
      add(digest, JSON.readTree(body));
    } catch (IOException e) {
      digest.update(body);
    }
    return new Fingerprint(HexFormat.of().formatHex(digest.digest()));
  }

  private static void add(MessageDigest digest, JsonNode node) {
    switch (node.getNodeType()) {
      case OBJECT -> {
        List<String> names = new ArrayList<>(node.size());
        node.fieldNames().forEachRemaining(names::add);
        Collections.sort(names);
        add(digest, 'o', Integer.toString(names.size()));
        for (String name : names) {
          add(digest, 'f', name);
          add(digest, node.path(name));
        }
      }
      case ARRAY -> {
        add(digest, 'a', Integer.toString(node.size()));
        node.forEach(element -> add(digest, element));
      }
      case STRING, BINARY -> add(digest, 's', node.asText());
      case NUMBER, BOOLEAN, NULL, MISSING, POJO -> add(digest, 'v', node.asText());
    }
  }

  /** Kind, length and text: no two sequences of these are the same bytes. */
  private static void add(MessageDigest digest, char kind, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    digest.update((kind + Integer.toString(bytes.length) + ':').getBytes(UTF_8));
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("a JDK without SHA-256", e);
    }
  }
}
