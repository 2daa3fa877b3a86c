package dev.weir.schemas.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A Lua script: a resource file beside the class that calls it.
 *
 * @param sha1 by which Redis knows it
 */
public record RedisScript(String text, String sha1) {
  /**
   * Reads {@code name}, such as {@code grant.lua}, from beside the class.
   *
   * @throws IllegalStateException if there is none: the build is broken
   */
  public static RedisScript load(Class<?> beside, String name) {
    try (InputStream in = beside.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no " + name + " beside " + beside.getName());
      }
      byte[] text = in.readAllBytes();
      byte[] hash = MessageDigest.getInstance("SHA-1").digest(text);
      return new RedisScript(new String(text, UTF_8), HexFormat.of().formatHex(hash));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("a JDK without SHA-1", e);
    }
  }

  /** A call of this script. */
  public Call with(List<String> keys, List<String> args) {
    return new Call(this, keys, args);
  }

  /** A script with its keys and arguments. */
  public record Call(RedisScript script, List<String> keys, List<String> args) {
    public Call {
      keys = List.copyOf(keys);
      args = List.copyOf(args);
    }
  }
}
