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

import dev.weir.gateway.core.Failure.Kind;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls that end otherwise than by reading their answer: late, cancelled, closed. */
@Timeout(30)
class CallEndIT {
  private final HttpProviderClient client = Hostile.client(LONG);

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void givesUp_whenTheAnswerIsLate() throws Exception {
    for (String sent : new String[] {"", "HTTP/1.1 200 OK\r\nslow: "}) {
      try (HostileServer server =
          HostileServer.start(peer -> {
            peer.readRequest();
            peer.write(sent);
            peer.awaitClose();
          })) {
        ProviderException failed =
            failure(call(server.uri(), "{}"), new Deadlines(LONG, SHORT, LONG));

        assertThat(failed.failure().kind()).isEqualTo(Kind.TIMEOUT);
        assertThat(failed)
            .hasMessage("127.0.0.1:" + server.port() + " did not answer within 0.2 s");
      }
    }
  }

  @Test
  void givesUp_whenTheBodyStalls() throws Exception {
    String started = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nhi\r\n";
    try (HostileServer server =
        HostileServer.start(peer -> {
          peer.readRequest();
          peer.write(started);
          peer.awaitClose();
        })) {
      ProviderReply reply = client.send(call(server.uri(), "{}"), new Deadlines(LONG, LONG, SHORT));
      ProviderException failed =
          catchThrowableOfType(ProviderException.class, () -> reply.readAll(1000));

      assertThat(failed.failure().kind()).isEqualTo(Kind.TIMEOUT);
      assertThat(failed.getMessage()).endsWith("sent nothing for 0.2 s");
    }
  }

  @Test
  void givesUp_whenContentIsLate_butNotOnceItHasStarted() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    try (HostileServer server =
        HostileServer.start(peer -> {
          peer.readRequest();
          peer.write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nhi\r\n");
          goOn.await();
          peer.write("2\r\nho\r\n0\r\n\r\n");
          peer.awaitClose();
        })) {
      Duration half = Duration.ofMillis(500);
      ProviderReply started =
          client.send(call(server.uri(), "{}"), new Deadlines(LONG, half, LONG));
      started.contentStarted();
      ProviderReply late = client.send(call(server.uri(), "{}"), new Deadlines(LONG, half, LONG));
      ProviderException failed =
          catchThrowableOfType(ProviderException.class, () -> late.readAll(1000));
      goOn.countDown();

      assertThat(failed.failure().kind()).isEqualTo(Kind.TIMEOUT);
      assertThat(text(started)).isEqualTo("hiho");
    }
  }

  @Test
  void cancelsAtOnce_whileItReads() throws Exception {
    CountDownLatch gone = new CountDownLatch(1);
    try (HostileServer server =
        HostileServer.start(peer -> {
          peer.readRequest();
          peer.write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nhi\r\n");
          peer.awaitClose();
          gone.countDown();
        })) {
      ProviderReply reply = client.send(call(server.uri(), "{}"), PATIENT);
      byte[] first = new byte[10];
      assertThat(reply.read(first)).isEqualTo(2);
      Thread.ofVirtual().start(reply::cancel);
      ProviderException failed =
          catchThrowableOfType(ProviderException.class, () -> reply.read(first));

      assertThat(failed.failure().kind()).isEqualTo(Kind.CONNECTION);
      assertThat(failed).hasMessageContaining("was cancelled");
      gone.await();
      assertThat(client.connections()).isZero();
    }
  }

  @Test
  void cancelsBeforeTheAnswerHasBegun() throws Exception {
    Cancellation cancellation = new Cancellation();
    try (HostileServer server =
        HostileServer.start(peer -> {
          peer.readRequest();
          cancellation.cancel();
          peer.awaitClose();
        })) {
      ProviderException failed =
          catchThrowableOfType(
              ProviderException.class,
              () -> client.send(call(server.uri(), "{}"), PATIENT, cancellation));

      assertThat(failed.failure().kind()).isEqualTo(Kind.CONNECTION);
      assertThat(failed).hasMessageContaining("was cancelled");
    }
  }

  @Test
  void cancellingAFinishedCall_doesNotHurtTheNextOne() throws Exception {
    try (HostileServer server = HostileServer.start(forever(OK))) {
      Cancellation cancellation = new Cancellation();
      ProviderReply first = client.send(call(server.uri(), "{}"), PATIENT, cancellation);
      text(first);
      ProviderReply second = client.send(call(server.uri(), "{}"), PATIENT);
      cancellation.cancel();
      first.cancel();
      first.close();

      assertThat(text(second)).isEqualTo("hi");
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void closingAStream_keepsTheConnectionIfItsEndIsNear() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    try (HostileServer server =
        HostileServer.start(peer -> {
          while (true) {
            peer.readRequest();
            peer.write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nhi\r\n");
            end.await();
            peer.write("0\r\n\r\n");
          }
        })) {
      ProviderReply reply = client.send(call(server.uri(), "{}"), PATIENT);
      reply.read(new byte[2]);
      end.countDown();
      reply.close();

      assertThat(text(client.send(call(server.uri(), "{}"), PATIENT))).isEqualTo("hi");
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void closingAStreamThatDoesNotEnd_closesItsConnection() throws Exception {
    try (HostileServer server =
        HostileServer.start(peer -> {
          peer.readRequest();
          peer.write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nhi\r\n");
          peer.awaitClose();
        })) {
      ProviderReply reply = client.send(call(server.uri(), "{}"), PATIENT);
      reply.close();

      assertThat(client.connections()).isZero();
    }
  }

  private ProviderException failure(ProviderCall call, Deadlines deadlines) {
    return catchThrowableOfType(ProviderException.class, () -> client.send(call, deadlines));
  }
}
