package dev.weir.gateway.callbacks;

import dev.weir.gateway.core.TraceContext;
import dev.weir.gateway.pipeline.Call;
import dev.weir.gateway.pipeline.CallObserver;
import dev.weir.schemas.config.TracingSettings;
import dev.weir.schemas.config.WeirSettings;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells the receivers of {@code success_callback} and {@code failure_callback} of calls, a trace
 * each. A call's thread only keeps references and puts them into a bounded queue; a thread per
 * receiver does the rest. What finds no room, or is not taken, is counted and forgotten.
 */
public final class Callbacks implements CallObserver, TraceContext.Source, AutoCloseable {
  private final List<Receiver> receivers;
  private final Privacy privacy;
  private final InstantSource clock;
  private final long answerLimit;
  private final boolean forwarded;

  private Callbacks(
      List<Receiver> receivers,
      Privacy privacy,
      InstantSource clock,
      long answerLimit,
      boolean forwarded) {
    this.receivers = List.copyOf(receivers);
    this.privacy = privacy;
    this.clock = clock;
    this.answerLimit = answerLimit;
    this.forwarded = forwarded;
  }

  /**
   * Starts; there is one thread for each receiver.
   *
   * @param nanos a clock for waits, in nanoseconds
   */
  public static Callbacks start(
      TracingSettings tracing,
      WeirSettings.Callbacks limits,
      InstantSource clock,
      LongSupplier nanos) {
    var receivers =
        tracing.receivers().stream()
            .map(it -> Receiver.start(it, tracing.identities(), limits, nanos))
            .toList();
    boolean content = tracing.receivers().stream().anyMatch(TracingSettings.Receiver::content);
    return new Callbacks(
        receivers,
        new Privacy(content),
        clock,
        limits.contentLimit() * Recording.EVENTS_PER_TEXT,
        tracing.forwarded());
  }

  @Override
  public @Nullable TraceContext of(Map<String, String> headers) {
    return receivers.isEmpty()
        ? null
        : TraceContext.of(headers.get(TraceContext.HEADER), forwarded);
  }

  @Override
  public List<String> headers() {
    if (receivers.isEmpty()) {
      return List.of();
    }
    List<String> headers = new ArrayList<>(Labels.headerNames());
    headers.add(TraceContext.HEADER);
    headers.addAll(Privacy.HEADERS);
    return headers;
  }

  @Override
  public @Nullable Observation begin(Call call) {
    TraceContext trace = call.trace();
    return trace == null
        ? null
        : new Recording(
            call, trace, clock, privacy.allowsContent(call) ? answerLimit : 0, this::ended);
  }

  private void ended(CallReport report) {
    for (Receiver receiver : receivers) {
      receiver.offer(report);
    }
  }

  /** What has become of the reports for each receiver. */
  public List<Delivery> deliveries() {
    return List.copyOf(receivers);
  }

  /** Sends what waits, for a bounded time. */
  @Override
  public void close() {
    receivers.forEach(Receiver::stop);
    receivers.forEach(Receiver::close);
  }
}
