package dev.weir.gateway.callbacks;

import dev.weir.schemas.config.TracingSettings;
import dev.weir.schemas.config.WeirSettings;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One receiver of traces: a queue, a thread that makes spans of what is in it, and the SDK's OTLP
 * exporter, which tries again within its timeout.
 */
final class Receiver implements Delivery, AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Receiver.class);

  /** Kept here, for a logger that nobody holds forgets its level. We tell of failures ourselves. */
  private static final java.util.logging.Logger SDK =
      java.util.logging.Logger.getLogger("io.opentelemetry");

  private static final int MOST_CALLS = 500;
  private static final long MOST_BYTES = 2 << 20;
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final TracingSettings.Receiver settings;
  private final Spool spool;
  private final Spans spans;
  private final LongSupplier nanos;
  private final SpanExporter exporter;
  private final Thread thread;
  private final LongAdder exported = new LongAdder();
  private final LongAdder overflowed = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private volatile boolean stopping;
  private boolean refusing;

  private Receiver(
      TracingSettings.Receiver settings, Spool spool, Spans spans, LongSupplier nanos) {
    this.settings = settings;
    this.spool = spool;
    this.spans = spans;
    this.nanos = nanos;
    this.exporter = exporter(settings);
    this.thread = Thread.ofPlatform().daemon().name("callback-" + callback()).unstarted(this::work);
  }

  static Receiver start(
      TracingSettings.Receiver settings,
      boolean identities,
      WeirSettings.Callbacks limits,
      LongSupplier nanos) {
    SDK.setLevel(Level.OFF);
    var spans = new Spans(settings, identities, limits.contentLimit());
    var receiver = new Receiver(settings, new Spool(limits.queueLimit()), spans, nanos);
    receiver.thread.start();
    return receiver;
  }

  private static SpanExporter exporter(TracingSettings.Receiver settings) {
    var builder =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(settings.endpoint().toString())
            .setTimeout(settings.timeout())
            .setConnectTimeout(settings.timeout())
            .setRetryPolicy(RetryPolicy.getDefault());
    if (settings.gzip()) {
      builder.setCompression("gzip");
    }
    settings.headers().forEach((name, value) -> builder.addHeader(name, value.value()));
    return builder.build();
  }

  /** Takes a report if it is for this receiver. Never blocks. */
  void offer(CallReport report) {
    if (wants(report.verdict()) && !spool.offer(report)) {
      overflowed.increment();
    }
  }

  /** Who left is neither answered nor refused: whoever is told of calls at all is told of him. */
  private boolean wants(String verdict) {
    return switch (verdict) {
      case "answered" -> settings.success();
      case "client_gone" -> true;
      default -> settings.failure();
    };
  }

  private void work() {
    while (!stopping) {
      if (!sendSome()) {
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  /** False: nothing waits. */
  private boolean sendSome() {
    List<CallReport> batch = spool.peek(MOST_CALLS, MOST_BYTES);
    if (batch.isEmpty()) {
      return false;
    }
    try {
      send(batch);
    } catch (RuntimeException e) {
      LOGGER.atError().setCause(e).addKeyValue("callback", callback()).log("traces are lost");
      failed.add(batch.size());
    } finally {
      spool.remove(batch.size());
    }
    return true;
  }

  private void send(List<CallReport> batch) {
    List<SpanData> all = new ArrayList<>();
    int told = 0;
    for (CallReport report : batch) {
      List<SpanData> some = spans.of(report);
      told += some.isEmpty() ? 0 : 1;
      all.addAll(some);
    }
    if (told == 0) {
      return;
    }
    CompletableResultCode result = exporter.export(all);
    // The exporter keeps its own time; this is for the case that it does not.
    result.join(settings.timeout().toMillis() + CLOSE.toMillis(), TimeUnit.MILLISECONDS);
    (result.isSuccess() ? exported : failed).add(told);
    tell(result);
  }

  /** Once per outage: the message may hold what a receiver answered, never what it was sent. */
  private void tell(CompletableResultCode result) {
    if (result.isSuccess() == refusing) {
      refusing = !refusing;
      LOGGER
          .atLevel(refusing ? org.slf4j.event.Level.WARN : org.slf4j.event.Level.INFO)
          .addKeyValue("callback", callback())
          .addKeyValue("failed", failed())
          .addKeyValue("reason", String.valueOf(result.getFailureThrowable()))
          .log(refusing ? "traces are not taken" : "traces are taken again");
    }
  }

  /** Lets the thread end after what it does now. */
  void stop() {
    stopping = true;
    LockSupport.unpark(thread);
  }

  @Override
  public void close() {
    stop();
    try {
      thread.join(CLOSE);
      long end = nanos.getAsLong() + CLOSE.toNanos();
      while (!thread.isAlive() && !refusing && nanos.getAsLong() < end && sendSome()) {
        // One batch more.
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    exporter.shutdown();
  }

  @Override
  public String callback() {
    return settings.kind().callback();
  }

  @Override
  public long exported() {
    return exported.sum();
  }

  @Override
  public long overflowed() {
    return overflowed.sum();
  }

  @Override
  public long failed() {
    return failed.sum();
  }

  @Override
  public long queuedBytes() {
    return spool.bytes();
  }
}
