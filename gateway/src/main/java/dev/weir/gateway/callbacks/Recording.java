package dev.weir.gateway.callbacks;

import dev.weir.gateway.core.TraceContext;
import dev.weir.gateway.pipeline.Call;
import dev.weir.gateway.pipeline.CallObserver;
import dev.weir.gateway.pipeline.CallTrail;
import dev.weir.gateway.pipeline.Refusal;
import dev.weir.gateway.pipeline.Served;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps what a client gets. Nothing is read or converted here: this is a call's own thread. */
final class Recording implements CallObserver.Observation {
  /** An event has about this many bytes for each byte of text that it brings, and more. */
  static final int EVENTS_PER_TEXT = 4;

  private final Call call;
  private final TraceContext trace;
  private final InstantSource clock;
  private final Instant began;
  private final long limit;
  private final Consumer<CallReport> to;
  private @Nullable ByteArrayOutputStream events;
  private byte @Nullable [] whole;
  private boolean cut;
  private @Nullable Refusal refusal;
  private @Nullable Served served;

  /**
   * @param limit bytes of the answer that are kept; 0: none
   */
  Recording(
      Call call, TraceContext trace, InstantSource clock, long limit, Consumer<CallReport> to) {
    this.call = call;
    this.trace = trace;
    this.clock = clock;
    this.began = clock.instant();
    this.limit = limit;
    this.to = to;
  }

  @Override
  public void answer(Served by, byte[] body) {
    served = by;
    whole = limit > 0 ? body : null;
  }

  @Override
  public void begin(Served by) {
    served = by;
  }

  @Override
  public void events(byte[] bytes) {
    if (limit == 0 || cut) {
      return;
    }
    ByteArrayOutputStream kept = events;
    if (kept == null) {
      kept = new ByteArrayOutputStream(Math.max(bytes.length, 1 << 10));
      events = kept;
    }
    // Whole events only.
    cut = kept.size() + bytes.length > limit;
    if (!cut) {
      kept.writeBytes(bytes);
    }
  }

  @Override
  public void refused(Refusal why) {
    refusal = why;
  }

  @Override
  public void end(CallTrail.@Nullable View trail) {
    Duration took = Duration.between(began, clock.instant());
    to.accept(
        new CallReport(call, trace, began, took, captured(), served, refusal, trail, limit > 0));
  }

  private @Nullable Captured captured() {
    if (whole != null) {
      return new Captured(whole, false, false);
    }
    return events == null ? null : new Captured(events.toByteArray(), true, cut);
  }
}
