package dev.weir.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Asks the Redis on a loopback port who it is. */
final class RedisProbe {
  private static final int TIMEOUT_MS = (int) Duration.ofSeconds(1).toMillis();

  private RedisProbe() {}

  /** The process that answers on the port; empty if none does, or if it is no Redis. */
  static Optional<RedisIdentity> identify(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(Ports.LOOPBACK, port), TIMEOUT_MS);
      socket.setSoTimeout(TIMEOUT_MS);
      socket.getOutputStream().write("INFO server\r\n".getBytes(StandardCharsets.US_ASCII));
      return parse(readBulkString(new BufferedInputStream(socket.getInputStream())), port);
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<RedisIdentity> parse(String info, int port) {
    var pid = field(info, "process_id");
    var runId = field(info, "run_id");
    return pid.isEmpty() || runId.isEmpty()
        ? Optional.empty()
        : Optional.of(new RedisIdentity(Long.parseLong(pid), runId, port));
  }

  private static String field(String info, String name) {
    return info.lines()
        .filter(line -> line.startsWith(name + ":"))
        .findFirst()
        .map(line -> line.substring(name.length() + 1).strip())
        .orElse("");
  }

  /** {@code $<length>\r\n<bytes>\r\n}; an error reply ({@code -...}) reads as no answer. */
  private static String readBulkString(InputStream in) throws IOException {
    var header = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0 || header.length() > 64) {
        throw new IOException("not a Redis reply");
      }
      header.append((char) c);
    }
    if (header.charAt(0) != '$') {
      throw new IOException("not a Redis bulk string");
    }
    int length = Integer.parseInt(header.substring(1).strip());
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }
}
