package dev.weir.provider.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.provider.http.HttpReply;
import dev.weir.provider.http.HttpRequest;
import dev.weir.provider.http.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A receiver of Slack's incoming webhooks: any path below {@code /services/}. Thread-safe.
 *
 * <pre>{@code
 * try (FakeSlack slack = FakeSlack.start()) {
 *   slack.next(2, new SlackFault.RateLimited(Duration.ofSeconds(1)));
 *   // ... post to slack.webhook() ...
 *   List<SlackMessage> messages = slack.messages();
 * }
 * }</pre>
 */
public final class FakeSlack implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_BLOCKS = 50;
  private static final String TEXT = "content-type: text/html\r\n";

  private final HttpServer server;
  private final InstantSource clock;
  private final AtomicLong requests = new AtomicLong();
  private final Deque<SlackFault> faults = new ArrayDeque<>();
  private final List<SlackMessage> messages = new ArrayList<>();

  private FakeSlack(int port, InstantSource clock) {
    this.clock = clock;
    this.server = HttpServer.start(port, this::handle);
  }

  /** Starts on a free port. */
  public static FakeSlack start() {
    return start(0);
  }

  /**
   * Starts.
   *
   * @throws java.io.UncheckedIOException when the port is taken
   */
  public static FakeSlack start(int port) {
    return new FakeSlack(port, InstantSource.system());
  }

  /** What {@code SLACK_WEBHOOK_URL} should be. */
  public URI webhook() {
    return URI.create(server.baseUri() + "/services/T0000/B0000/scripted");
  }

  /** Queues a fault for the next requests. */
  public void next(int times, SlackFault fault) {
    synchronized (faults) {
      for (int i = 0; i < times; i++) {
        faults.addLast(fault);
      }
    }
  }

  /** The messages accepted, oldest first. */
  public List<SlackMessage> messages() {
    synchronized (messages) {
      return List.copyOf(messages);
    }
  }

  /** How many requests arrived, refused ones and hanging ones too. */
  public long requests() {
    return requests.get();
  }

  /** Closes all connections, hanging ones too. */
  @Override
  public void close() {
    server.close();
  }

  private void handle(HttpRequest request, HttpReply reply) throws IOException {
    requests.incrementAndGet();
    if (!request.path().startsWith("/services/") || !request.method().equals("POST")) {
      answer(reply, 404, "no_service");
      return;
    }
    switch (nextFault()) {
      case null -> post(request, reply);
      case SlackFault.RateLimited(var retryAfter) ->
          reply.send(
              429,
              TEXT + "retry-after: " + retryAfter.toSeconds() + "\r\n",
              "rate_limited".getBytes(StandardCharsets.UTF_8));
      case SlackFault.ServerError() -> answer(reply, 500, "server_error");
      case SlackFault.NoService() -> answer(reply, 404, "no_service");
      case SlackFault.Hang() -> reply.awaitClientGone();
    }
  }

  private void post(HttpRequest request, HttpReply reply) throws IOException {
    JsonNode message;
    try {
      message = JSON.readTree(request.body());
    } catch (JsonProcessingException notJson) {
      answer(reply, 400, "invalid_payload");
      return;
    }
    JsonNode text = message.path("text");
    JsonNode blocks = message.path("blocks");
    if (!message.isObject() || !(text.isTextual() || text.isMissingNode())) {
      answer(reply, 400, "invalid_payload");
    } else if (!(blocks.isArray() || blocks.isMissingNode()) || blocks.size() > MAX_BLOCKS) {
      answer(reply, 400, "invalid_blocks");
    } else if (text.asText("").isBlank() && blocks.isEmpty()) {
      answer(reply, 400, "no_text");
    } else {
      String shown = blocks.isMissingNode() ? "[]" : blocks.toString();
      synchronized (messages) {
        messages.add(new SlackMessage(request.path(), text.asText(""), shown, clock.instant()));
      }
      answer(reply, 200, "ok");
    }
  }

  private @Nullable SlackFault nextFault() {
    synchronized (faults) {
      return faults.pollFirst();
    }
  }

  private static void answer(HttpReply reply, int status, String body) throws IOException {
    reply.send(status, TEXT, body.getBytes(StandardCharsets.UTF_8));
  }
}
