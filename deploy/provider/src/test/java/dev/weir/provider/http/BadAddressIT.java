package dev.weir.provider.http;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;

/** Addresses at which nobody can be reached. */
class BadAddressIT {

  @Test
  void refusesConnections() {
    try (BadAddress address = BadAddress.refusing()) {
      assertThatThrownBy(() -> new Socket("127.0.0.1", address.uri().getPort()))
          .isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void hasNoAddress() {
    try (BadAddress address = BadAddress.unresolvable()) {
      assertThatThrownBy(() -> InetAddress.getByName(address.uri().getHost()))
          .isInstanceOf(UnknownHostException.class);
    }
  }

  @Test
  void resetsConnections() throws Exception {
    try (BadAddress address = BadAddress.resetting();
        Socket socket = new Socket("127.0.0.1", address.uri().getPort())) {
      assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketException.class);
    }
  }

  @Test
  void speaksNoTls() throws Exception {
    try (BadAddress address = BadAddress.withoutTls()) {
      assertHandshakeFails(address);
    }
    try (BadAddress address = BadAddress.breakingTls()) {
      assertHandshakeFails(address);
    }
  }

  private static void assertHandshakeFails(BadAddress address) throws Exception {
    var factory = SSLSocketFactory.getDefault();
    try (var socket = (SSLSocket) factory.createSocket("127.0.0.1", address.uri().getPort())) {
      assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
    }
  }
}
