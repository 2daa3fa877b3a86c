package dev.weir.gateway.provider;

import static dev.weir.gateway.provider.Hostile.LONG;
import static dev.weir.gateway.provider.Hostile.OK;
import static dev.weir.gateway.provider.Hostile.PATIENT;
import static dev.weir.gateway.provider.Hostile.SHORT;
import static dev.weir.gateway.provider.Hostile.call;
import static dev.weir.gateway.provider.Hostile.forever;
import static dev.weir.gateway.provider.Hostile.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.weir.gateway.core.Failure.Kind;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class HttpProviderClientIT {
  private final HttpProviderClient client = Hostile.client(LONG);

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void sendsOneRequest_andReadsItsAnswer() throws Exception {
    AtomicReference<String> seen = new AtomicReference<>();
    try (HostileServer server =
        HostileServer.start(peer -> {
          seen.set(peer.readRequest());
          peer.write("HTTP/1.1 201 Made\r\nX-A: 1\r\nx-a:2 \r\nContent-Length: 5\r\n\r\nhello");
        })) {
      ProviderReply reply = client.send(call(server.uri(), "{}"), PATIENT);

      assertThat(reply.status()).isEqualTo(201);
      assertThat(reply.headers()).containsEntry("x-a", "1, 2");
      assertThat(text(reply)).isEqualTo("hello");
      assertThat(seen.get())
          .isEqualTo(
              "POST /v1?x=1 HTTP/1.1\r\nhost: 127.0.0.1:%d\r\nauthorization: Bearer sk-secret\r\ncontent-length: 2\r\n\r\n{}"
                  .formatted(server.port()));
    }
  }

  @Test
  void reusesAConnection_whoseAnswerWasReadToItsEnd() throws Exception {
    try (HostileServer server = HostileServer.start(forever(OK))) {
      for (int i = 0; i < 20; i++) {
        assertThat(text(client.send(call(server.uri(), "{}"), PATIENT))).isEqualTo("hi");
      }

      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void readsChunks_extensionsAndTrailers_andReusesTheConnection() throws Exception {
    String chunked =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n"
            + "3;ext=\"a\"\r\nabc\r\n0A\r\n0123456789\r\n0\r\nX-Trailer: 1\r\n\r\n";
    try (HostileServer server = HostileServer.start(forever(chunked))) {
      for (int i = 0; i < 3; i++) {
        assertThat(text(client.send(call(server.uri(), "{}"), PATIENT))).isEqualTo("abc0123456789");
      }

      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void skipsInterimAnswers() throws Exception {
    String interim = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n";
    try (HostileServer server = HostileServer.answering(interim + OK)) {
      assertThat(text(client.send(call(server.uri(), "{}"), PATIENT))).isEqualTo("hi");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi and more",
        "HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nhi",
        "HTTP/1.0 200 OK\r\n\r\nhi",
        "HTTP/1.1 200 OK\r\n"
            + "content-length: 9\r\n"
            + "transfer-encoding: chunked\r\n\r\n"
            + "2\r\n"
            + "hi\r\n"
            + "0\r\n\r\n",
      })
  void neverReusesAConnection_thatCantBeTrusted(String answer) throws Exception {
    try (HostileServer server = HostileServer.answering(answer)) {
      assertThat(text(client.send(call(server.uri(), "{}"), PATIENT))).isEqualTo("hi");
      await().until(() -> client.connections() == 0);
    }
  }

  @Test
  void neverReusesAConnection_onWhichMoreArrivedThanWasAnnounced() throws Exception {
    var sent = new CountDownLatch(1);
    var read = new CountDownLatch(1);
    try (HostileServer server =
        HostileServer.start(peer -> {
          peer.readRequest();
          peer.write(OK);
          if (peer.number() == 1) {
            read.await();
            peer.write("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nwrong");
            sent.countDown();
          }
          peer.awaitClose();
        })) {
      assertThat(text(client.send(call(server.uri(), "{}"), PATIENT))).isEqualTo("hi");
      read.countDown();
      sent.await();

      assertThat(text(client.send(call(server.uri(), "{}"), PATIENT))).isEqualTo("hi");
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH\r\n\r\n",
        "HTTP/1.1 abc\r\n\r\n",
        "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        "HTTP/1.1 200 OK\r\n folded: x\r\n\r\n",
        "HTTP/1.1 200 OK\r\nname : x\r\n\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: gzip, chunked\r\n\r\n",
        "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 1\r\n\r\n1",
        "HTTP/1.1 101 Switching\r\n\r\n",
        "HTTP/1.1 200 OK\r\ncontent-",
      })
  void takesWhatIsNoAnswerForBroken(String answer) throws Exception {
    try (HostileServer server = HostileServer.answering(answer)) {
      ProviderException failed = failure(call(server.uri(), "{}"), PATIENT);

      assertThat(failed.failure().kind()).isEqualTo(Kind.BROKEN_ANSWER);
      await().until(() -> client.connections() == 0);
    }
  }

  @Test
  void limitsTheHead() throws Exception {
    String endless = "HTTP/1.1 200 OK\r\nx: " + "a".repeat(80_000) + "\r\n\r\n";
    String many = "HTTP/1.1 200 OK\r\n" + numbered(300) + "\r\n";
    for (String answer : new String[] {endless, many}) {
      try (HostileServer server = HostileServer.answering(answer)) {
        assertThat(failure(call(server.uri(), "{}"), PATIENT).failure().kind())
            .isEqualTo(Kind.BROKEN_ANSWER);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "content-length: 10\r\n\r\nhalf",
        "transfer-encoding: chunked\r\n\r\n5\r\nha",
        "transfer-encoding: chunked\r\n\r\n5\r\nhello\r\n",
        "transfer-encoding: chunked\r\n\r\nzz\r\n",
        "transfer-encoding: chunked\r\n\r\n2\r\nhello\r\n0\r\n\r\n",
      })
  void takesHalfAnAnswerForBroken(String rest) throws Exception {
    try (HostileServer server = HostileServer.answering("HTTP/1.1 200 OK\r\n" + rest)) {
      ProviderReply reply = client.send(call(server.uri(), "{}"), PATIENT);
      ProviderException failed =
          catchThrowableOfType(ProviderException.class, () -> reply.readAll(1000));

      assertThat(failed.failure().kind()).isEqualTo(Kind.BROKEN_ANSWER);
      await().until(() -> client.connections() == 0);
    }
  }

  @Test
  void limitsTheBody() throws Exception {
    try (HostileServer server = HostileServer.answering(OK)) {
      ProviderReply reply = client.send(call(server.uri(), "{}"), PATIENT);

      assertThat(catchThrowableOfType(ProviderException.class, () -> reply.readAll(1)))
          .hasMessageContaining("more than 1 bytes");
    }
  }

  @Test
  void sendsAgain_onlyWhenAKeptConnectionWasClosedWithoutAnswer() throws Exception {
    try (HostileServer server =
        HostileServer.start(peer -> {
          peer.readRequest();
          peer.write(OK);
          if (peer.number() == 1) {
            peer.readRequest();
          } else {
            peer.awaitClose();
          }
        })) {
      assertThat(text(client.send(call(server.uri(), "{}"), PATIENT))).isEqualTo("hi");
      assertThat(text(client.send(call(server.uri(), "{}"), PATIENT))).isEqualTo("hi");
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void doesNotSendAgain_whenANewConnectionWasClosed() throws Exception {
    try (HostileServer server = HostileServer.start(HostileServer.Peer::readRequest)) {
      assertThat(failure(call(server.uri(), "{}"), PATIENT).failure().kind())
          .isEqualTo(Kind.CONNECTION);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void doesNotSendAgain_whenAnAnswerHadBegun() throws Exception {
    try (HostileServer server =
        HostileServer.start(peer -> {
          peer.readRequest();
          peer.write(OK);
          peer.readRequest();
          peer.write("HTTP/1.1 2");
        })) {
      text(client.send(call(server.uri(), "{}"), PATIENT));

      assertThat(failure(call(server.uri(), "{}"), PATIENT).failure().kind())
          .isEqualTo(Kind.BROKEN_ANSWER);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void closesConnectionsThatNobodyUses() throws Exception {
    try (HttpProviderClient brief = Hostile.client(SHORT);
        HostileServer server = HostileServer.start(forever(OK))) {
      text(brief.send(call(server.uri(), "{}"), PATIENT));
      assertThat(brief.connections()).isEqualTo(1);

      await().until(() -> brief.connections() == 0);
      assertThat(text(brief.send(call(server.uri(), "{}"), PATIENT))).isEqualTo("hi");
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void refusedConnectionsFailAsSuch() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    ProviderException failed = failure(call(URI.create("http://127.0.0.1:" + port), "{}"), PATIENT);

    assertThat(failed.failure().kind()).isEqualTo(Kind.CONNECTION);
    assertThat(failed).hasMessage("No connection to 127.0.0.1:" + port);
  }

  @Test
  void neverTellsTheKey() throws Exception {
    ProviderCall call = call(URI.create("http://127.0.0.1:1"), "{\"prompt\":1}");

    assertThat(call.toString()).isEqualTo("POST to 127.0.0.1:1");
    assertThat(failure(call, PATIENT))
        .hasStackTraceContaining("No connection")
        .message()
        .doesNotContain("sk-secret");
  }

  private static String numbered(int count) {
    StringBuilder headers = new StringBuilder();
    for (int i = 0; i < count; i++) {
      headers.append("x-").append(i).append(": 1\r\n");
    }
    return headers.toString();
  }

  private ProviderException failure(ProviderCall call, Deadlines deadlines) {
    return catchThrowableOfType(ProviderException.class, () -> client.send(call, deadlines));
  }
}
