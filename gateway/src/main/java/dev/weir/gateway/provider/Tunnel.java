package dev.weir.gateway.provider;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Base64;

/** Asks a proxy for a connection to somebody else (RFC 9110, 9.3.6). */
final class Tunnel {
  private static final int MOST_BYTES = 16 << 10;

  private Tunnel() {}

  /** The proxy does not make it; the message is for people. */
  static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1;

    RefusedException(String message) {
      super(message);
    }
  }

  /** Returns when what is written to the socket reaches the endpoint. */
  static void open(Socket socket, Endpoint endpoint, Proxies.Proxy proxy) throws IOException {
    socket.getOutputStream().write(request(endpoint, proxy).getBytes(ISO_8859_1));
    String head = head(socket.getInputStream());
    int end = head.indexOf('\r');
    String status = end < 0 ? head : head.substring(0, end);
    if (!status.matches("HTTP/1\\.[01] 2\\d\\d( .*)?")) {
      throw new RefusedException("the proxy answered " + code(status));
    }
  }

  private static String request(Endpoint endpoint, Proxies.Proxy proxy) {
    String host = endpoint.host();
    String to = (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + endpoint.port();
    StringBuilder text = new StringBuilder("CONNECT " + to + " HTTP/1.1\r\nhost: " + to + "\r\n");
    if (proxy.credentials() != null) {
      byte[] credentials = proxy.credentials().value().getBytes(UTF_8);
      text.append("proxy-authorization: Basic ")
          .append(Base64.getEncoder().encodeToString(credentials))
          .append("\r\n");
    }
    return text.append("\r\n").toString();
  }

  /** Up to the empty line and not a byte more: what follows is the endpoint's. */
  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.length() < MOST_BYTES) {
      int next = in.read();
      if (next < 0) {
        throw new RefusedException("the proxy closed the connection");
      }
      head.append((char) next);
      if (next == '\n' && head.length() >= 4 && head.lastIndexOf("\r\n\r\n") == head.length() - 4) {
        return head.toString();
      }
    }
    throw new RefusedException("the proxy sent too long a head");
  }

  /** Only digits of it are repeated: the rest is whatever somebody sent. */
  private static String code(String status) {
    return status.matches("HTTP/1\\.[01] \\d\\d\\d.*") ? status.substring(9, 12) : "no HTTP";
  }
}
