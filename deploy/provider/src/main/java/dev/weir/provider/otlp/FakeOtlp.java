package dev.weir.provider.otlp;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.weir.provider.http.HttpReply;
import dev.weir.provider.http.HttpRequest;
import dev.weir.provider.http.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A receiver of traces by OTLP over HTTP, as a collector is ({@code /v1/traces}) and Langfuse
 * ({@code /api/public/otel/v1/traces}). Thread-safe.
 */
public final class FakeOtlp implements AutoCloseable {
  /** Enough for a test, and not too much for a load. */
  private static final int NEWEST = 5_000;

  private static final String PROTOBUF = "application/x-protobuf";

  private final HttpServer server;
  private final AtomicLong requests = new AtomicLong();
  private final List<OtlpSpan> spans = new ArrayList<>();
  private volatile int status = 200;
  private volatile boolean hanging;
  private volatile @Nullable String authorization;

  private FakeOtlp(int port) {
    this.server = HttpServer.start(port, this::handle);
  }

  /** Starts on a free port. */
  public static FakeOtlp start() {
    return start(0);
  }

  /**
   * Starts.
   *
   * @throws java.io.UncheckedIOException when the port is taken
   */
  public static FakeOtlp start(int port) {
    return new FakeOtlp(port);
  }

  /** What {@code OTEL_EXPORTER_OTLP_ENDPOINT} or {@code LANGFUSE_HOST} should be. */
  public URI base() {
    return server.baseUri();
  }

  /** Answers requests with this status from now on; other than 200, their spans are not kept. */
  public void answer(int with) {
    status = with;
  }

  /** From now on, answers nothing and keeps nothing. */
  public void hang() {
    hanging = true;
  }

  /** The newest spans taken, in the order in which they came. */
  public List<OtlpSpan> spans() {
    synchronized (spans) {
      return List.copyOf(spans);
    }
  }

  /** Forgets the spans. */
  public void clear() {
    synchronized (spans) {
      spans.clear();
    }
  }

  /** How many requests came, those among them that were not answered. */
  public long requests() {
    return requests.get();
  }

  /** The newest request's header; null: it had none. */
  public @Nullable String authorization() {
    return authorization;
  }

  @Override
  public void close() {
    server.close();
  }

  private void handle(HttpRequest request, HttpReply reply) throws IOException {
    requests.incrementAndGet();
    authorization = request.headers().first("authorization");
    if (hanging) {
      reply.awaitClientGone();
    } else if (!request.path().endsWith("/v1/traces") || !request.method().equals("POST")) {
      answer(reply, 404);
    } else if (status != 200) {
      answer(reply, status);
    } else if (!PROTOBUF.equals(request.headers().first("content-type"))) {
      answer(reply, 415);
    } else {
      answer(reply, take(request));
    }
  }

  private int take(HttpRequest request) throws IOException {
    try {
      var read = Decoding.spans(ExportTraceServiceRequest.parseFrom(body(request)));
      synchronized (spans) {
        spans.addAll(read);
        spans.subList(0, Math.max(0, spans.size() - NEWEST)).clear();
      }
      return 200;
    } catch (InvalidProtocolBufferException e) {
      return 400;
    }
  }

  private static byte[] body(HttpRequest request) throws IOException {
    if (!"gzip".equals(request.headers().first("content-encoding"))) {
      return request.body();
    }
    try (var gzip = new GZIPInputStream(new ByteArrayInputStream(request.body()))) {
      return gzip.readAllBytes();
    }
  }

  /** An empty answer is a whole ExportTraceServiceResponse. */
  private static void answer(HttpReply reply, int status) throws IOException {
    reply.send(status, "content-type: " + PROTOBUF + "\r\n", new byte[0]);
  }
}
