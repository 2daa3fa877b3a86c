package dev.weir.standalone;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Looks at the gateway's port before anything else is started. */
final class GatewayPort {
  private GatewayPort() {}

  /**
   * @throws SetupException if nothing can listen there
   */
  static void check(String host, int port) {
    var address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new SetupException("--host: `" + host + "` is no address of this machine");
    }
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true); // A port in TIME_WAIT is free.
      socket.bind(address);
    } catch (IOException e) {
      throw new SetupException(
          "can't listen on %s port %d (%s); stop what uses it, or choose another with --port"
              .formatted(host, port, e.getMessage()));
    }
  }
}
