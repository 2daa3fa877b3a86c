package dev.weir.gateway.callbacks;

import dev.weir.gateway.pipeline.TrailStep;
import io.opentelemetry.api.common.AttributesBuilder;
import org.jspecify.annotations.Nullable;

/** What one kind of receiver wants to find in spans, besides what all of them get. */
interface Dialect {
  /** In which trace a call is, and below which span; null parent: none. */
  Position position(TracedCall call);

  /** Null: the usual name of an attempt. */
  @Nullable String attemptName(TracedCall call);

  /** In front of the names of key, team and user of the key. */
  String identityPrefix();

  /** On every span of a call. */
  void everywhere(TracedCall call, AttributesBuilder span);

  /** On a call's own span. */
  void call(TracedCall call, AttributesBuilder span);

  /** On the span of an attempt. */
  void attempt(TracedCall call, TrailStep.Attempted attempt, AttributesBuilder span);

  /** A place in a trace. */
  record Position(String traceId, @Nullable String parent) {}
}
