package dev.weir.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A Docker engine by its answers to request lines; 404 to all others. */
final class FakeEngine implements AutoCloseable {
  private static final String NOT_FOUND = "HTTP/1.0 404 Not Found\r\n\r\n";

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Map<String, String> answers;
  private final ServerSocketChannel server;

  FakeEngine(Path socket, Map<String, String> answers) throws IOException {
    this.answers = answers;
    this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    Thread.ofVirtual().start(this::serve);
  }

  List<String> requests() {
    return List.copyOf(requests);
  }

  private void serve() {
    try {
      while (true) {
        answer(server.accept());
      }
    } catch (ClosedChannelException e) {
      // The test is over.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void answer(SocketChannel channel) throws IOException {
    try (channel) {
      var reader =
          new BufferedReader(
              new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
      var line = reader.readLine().replace(" HTTP/1.0", "");
      requests.add(line);
      var answer = answers.getOrDefault(line, NOT_FOUND);
      channel.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
