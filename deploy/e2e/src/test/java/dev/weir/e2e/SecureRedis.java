package dev.weir.e2e;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import dev.weir.schemas.config.RedisSettings;
import dev.weir.schemas.config.Secret;
import dev.weir.schemas.redis.RedisLink;
import dev.weir.schemas.redis.RedisUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A {@code redis-server} of the PATH that speaks TLS alone and knows one user, who may do what
 * deploy/README.md says that Weir needs.
 */
final class SecureRedis implements AutoCloseable {
  static final String USER = "weir";
  static final String PASSWORD = "a password for Redis";

  private final Process process;
  private final int port;

  private SecureRedis(Process process, int port) {
    this.process = process;
    this.port = port;
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
  }

  /**
   * Starts it and returns when it answers.
   *
   * @param rules what the user may do, as in {@code ACL SETUSER}
   */
  static SecureRedis start(Path folder, TestAuthority authority, String rules) {
    try {
      int port;
      try (var free = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
        port = free.getLocalPort();
      }
      Path users = folder.resolve("users.acl");
      Files.writeString(
          users, "user default off\nuser %s on #%s %s\n".formatted(USER, sha256(PASSWORD), rules));
      List<String> command =
          List.of("redis-server --bind 127.0.0.1 --port 0 --tls-auth-clients no --save".split(" "));
      var all = new java.util.ArrayList<>(command);
      all.addAll(List.of("", "--tls-port", String.valueOf(port)));
      all.addAll(List.of("--maxmemory-policy", "noeviction", "--dir", folder.toString()));
      all.addAll(List.of("--tls-cert-file", authority.certificate().toString()));
      all.addAll(List.of("--tls-key-file", authority.key().toString()));
      all.addAll(List.of("--tls-ca-cert-file", authority.ca().toString()));
      all.addAll(List.of("--aclfile", users.toString()));
      Path log = folder.resolve("redis.log");
      Process process =
          new ProcessBuilder(all).redirectErrorStream(true).redirectOutput(log.toFile()).start();
      var redis = new SecureRedis(process, port);
      redis.awaitAnswer(authority, log);
      return redis;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "a redis-server 7 with TLS is needed on the PATH (Debian's has it)", e);
    }
  }

  private void awaitAnswer(TestAuthority authority, Path log) {
    var settings =
        new RedisSettings("127.0.0.1", port, USER, new Secret(PASSWORD), true, authority.ca(), "");
    await()
        .atMost(20, SECONDS)
        .ignoreException(RedisUnavailableException.class)
        .failFast(() -> {
          if (!process.isAlive()) {
            throw new AssertionError(Files.readString(log));
          }
        })
        .until(() -> {
          RedisLink.open(settings, Duration.ofSeconds(2)).close();
          return true;
        });
  }

  int port() {
    return port;
  }

  private static String sha256(String text) {
    try {
      var digest = java.security.MessageDigest.getInstance("SHA-256");
      return java.util.HexFormat.of()
          .formatHex(digest.digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
