package dev.weir.gateway.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weir.gateway.core.Failure.Kind;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TlsIT {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Deadlines PATIENT = new Deadlines(LONG, LONG, LONG);
  private static final char[] PASSWORD = "changeit".toCharArray();

  private static SSLContext trusting;

  /** A certificate for localhost, and for no address. */
  @BeforeAll
  static void makeCertificate(@TempDir Path folder) throws Exception {
    Path store = folder.resolve("server.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-keystore",
                store.toString(),
                "-storepass",
                "changeit",
                "-storetype",
                "PKCS12")
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD);
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, PASSWORD);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(keys);
    trusting = SSLContext.getInstance("TLS");
    trusting.init(own.getKeyManagers(), trust.getTrustManagers(), null);
  }

  @Test
  void talksToAHostWhoseNameIsInItsCertificate_overKeptConnections() throws Exception {
    try (HostileServer server = tlsServer();
        HttpProviderClient client = HttpProviderClient.start(System::nanoTime, trusting, LONG)) {
      for (int i = 0; i < 5; i++) {
        ProviderReply reply = client.send(call("https://localhost:" + server.port()), PATIENT);
        assertThat(new String(reply.readAll(100), UTF_8)).isEqualTo("hi");
      }
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void refusesAHostWhoseNameIsNotInItsCertificate() throws Exception {
    try (HostileServer server = tlsServer();
        HttpProviderClient client = HttpProviderClient.start(System::nanoTime, trusting, LONG)) {
      assertThat(failure(client, "https://127.0.0.1:" + server.port()).failure().kind())
          .isEqualTo(Kind.CONNECTION);
      assertThat(client.connections()).isZero();
    }
  }

  @Test
  void refusesACertificateThatTheSystemDoesNotTrust() throws Exception {
    try (HostileServer server = tlsServer();
        HttpProviderClient client = HttpProviderClient.start(System::nanoTime)) {
      assertThat(failure(client, "https://localhost:" + server.port()))
          .hasMessage("No connection to localhost:" + server.port() + ": TLS failed");
    }
  }

  @Test
  void givesUp_whenTheHandshakeStalls() throws Exception {
    try (HostileServer server = HostileServer.start(HostileServer.Peer::awaitClose);
        HttpProviderClient client = HttpProviderClient.start(System::nanoTime, trusting, LONG)) {
      Deadlines brief = new Deadlines(Duration.ofMillis(150), LONG, LONG);
      ProviderException failed =
          catchThrowableOfType(
              ProviderException.class,
              () -> client.send(call("https://127.0.0.1:" + server.port()), brief));

      assertThat(failed.failure().kind()).isEqualTo(Kind.TIMEOUT);
    }
  }

  private static HostileServer tlsServer() throws Exception {
    return HostileServer.start(
        trusting
            .getServerSocketFactory()
            .createServerSocket(0, 50, InetAddress.getLoopbackAddress()),
        peer -> {
          while (true) {
            peer.readRequest();
            peer.write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi");
          }
        });
  }

  private static ProviderException failure(HttpProviderClient client, String uri) {
    return catchThrowableOfType(ProviderException.class, () -> client.send(call(uri), PATIENT));
  }

  private static ProviderCall call(String uri) {
    return new ProviderCall(Endpoint.of(URI.create(uri)), "/", Map.of(), new byte[0]);
  }
}
