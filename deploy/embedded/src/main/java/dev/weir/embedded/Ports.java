package dev.weir.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** TCP ports on the loopback address. */
final class Ports {
  static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  /** Below the range from which Linux and macOS take the ports of outgoing connections. */
  private static final int LOWEST = 10_000;

  private static final int HIGHEST = 32_000;
  private static final int TRIES = 200;

  private Ports() {}

  /** The port itself where one is given, else a free one. */
  static int choose(int port, String server) {
    if (port != 0) {
      if (!isFree(port)) {
        throw new StartException(
            "port %d is taken: %s can't listen on it; stop what uses it or choose another port"
                .formatted(port, server));
      }
      return port;
    }
    for (int i = 0; i < TRIES; i++) {
      int candidate = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
      if (isFree(candidate)) {
        return candidate;
      }
    }
    throw new StartException("no free port for " + server);
  }

  static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true); // A port in TIME_WAIT is free: the servers bind that way too.
      socket.bind(new InetSocketAddress(LOOPBACK, port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
