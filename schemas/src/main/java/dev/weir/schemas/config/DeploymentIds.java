package dev.weir.schemas.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Gives every deployment an id of its own, the same at every load of the same file. */
final class DeploymentIds {
  private final Map<String, Place> taken = new HashMap<>();

  /** The id that the operator gave; an error is noted when another deployment has it. */
  String given(String id, Setting setting) {
    Place before = taken.putIfAbsent(id, setting.place());
    if (before != null) {
      setting.error(setting.shown() + " is the id of the deployment at " + before + " already");
    }
    return id;
  }

  /**
   * An id made from what identifies a deployment. Two that differ only in a literal key have one
   * identity: the later one's id gets a number, for the key itself must not go into it.
   */
  String derived(List<String> identity, Place place) {
    String hash = sha256(String.join("\n", identity));
    String id = hash;
    for (int n = 2; taken.putIfAbsent(id, place) != null; n++) {
      id = hash + "-" + n;
    }
    return id;
  }

  private static String sha256(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
