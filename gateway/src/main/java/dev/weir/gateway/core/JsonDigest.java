package dev.weir.gateway.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;

/**
 * SHA-256 of JSON values, whatever the spaces, the order of fields and the spelling of numbers, and
 * of texts. No two sequences of values and texts are the same bytes. One thread, one use.
 */
public final class JsonDigest {
  private final MessageDigest digest = sha256();

  /** Adds a text. */
  public JsonDigest add(String text) {
    add('p', text);
    return this;
  }

  /** Adds bytes that are no JSON. */
  public JsonDigest add(byte[] bytes) {
    digest.update(bytes);
    return this;
  }

  /** Adds a value; decimals must have been read with all their digits. */
  public JsonDigest add(JsonNode node) {
    switch (node.getNodeType()) {
      case OBJECT -> {
        List<String> names = new ArrayList<>(node.size());
        node.fieldNames().forEachRemaining(names::add);
        Collections.sort(names);
        add('o', Integer.toString(names.size()));
        for (String name : names) {
          add('f', name);
          add(node.path(name));
        }
      }
      case ARRAY -> {
        add('a', Integer.toString(node.size()));
        node.forEach(this::add);
      }
      case STRING, BINARY -> add('s', node.asText());
      case NUMBER -> add('v', node.decimalValue().stripTrailingZeros().toString());
      case BOOLEAN, NULL, MISSING, POJO -> add('v', node.asText());
    }
    return this;
  }

  /** Of all that was added. */
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Kind, length and text. */
  private void add(char kind, String text) {
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
