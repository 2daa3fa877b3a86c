package dev.weir.gateway.provider;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that does to each connection what a test wants; closes it afterwards. */
final class HostileServer implements AutoCloseable {
  /** What happens on one connection. */
  interface Conversation {
    void hold(Peer peer) throws Exception;
  }

  private final ServerSocket listener;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();

  private HostileServer(ServerSocket listener) {
    this.listener = listener;
  }

  static HostileServer start(Conversation conversation) throws IOException {
    return start(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), conversation);
  }

  static HostileServer start(ServerSocket listener, Conversation conversation) {
    HostileServer server = new HostileServer(listener);
    Thread.ofVirtual().start(() -> server.accept(conversation));
    return server;
  }

  /** Answers every request with this, as is. */
  static HostileServer answering(String answer) throws IOException {
    return start(peer -> {
      peer.readRequest();
      peer.write(answer);
    });
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  int port() {
    return listener.getLocalPort();
  }

  int connections() {
    return accepted.get();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private void accept(Conversation conversation) {
    try {
      while (true) {
        Socket socket = listener.accept();
        sockets.add(socket);
        int number = accepted.incrementAndGet();
        Thread.ofVirtual().start(() -> hold(conversation, socket, number));
      }
    } catch (IOException _) {
      // Closed.
    }
  }

  private static void hold(Conversation conversation, Socket socket, int number) {
    try (socket) {
      conversation.hold(new Peer(socket, number));
    } catch (Exception _) {
      // The other side went away, which tests see there.
    }
  }

  /** One connection, seen from the server. */
  record Peer(Socket socket, int number) {
    /** Head and body of the next request. */
    String readRequest() {
      try {
        InputStream in = socket.getInputStream();
        StringBuilder text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
          text.append((char) readByte(in));
        }
        String length = text.toString().replaceAll("(?s).*content-length: (\\d+).*", "$1");
        byte[] body = in.readNBytes(Integer.parseInt(length));
        return text + new String(body, ISO_8859_1);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void write(String text) {
      try {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Returns when the client has closed. */
    void awaitClose() throws IOException {
      while (socket.getInputStream().read() >= 0) {
        // Whatever still comes.
      }
    }

    private static int readByte(InputStream in) throws IOException {
      int value = in.read();
      if (value < 0) {
        throw new IOException("closed");
      }
      return value;
    }
  }
}
