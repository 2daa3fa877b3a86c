package dev.weir.gateway.callbacks;

import dev.weir.gateway.core.TraceContext;
import dev.weir.gateway.pipeline.Call;
import dev.weir.gateway.pipeline.Served;
import dev.weir.gateway.pipeline.TrailStep;
import dev.weir.schemas.config.TracingSettings;
import dev.weir.schemas.config.TracingSettings.Kind;
import dev.weir.schemas.events.Payer;
import dev.weir.schemas.money.Money;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Makes the spans of a call: one of its own, and one below it for each attempt. */
final class Spans {
  private final TracingSettings.Receiver settings;
  private final Dialect dialect;
  private final boolean identities;
  private final long limit;
  private final Resource resource;

  /**
   * @param limit bytes of a prompt and of an answer
   */
  Spans(TracingSettings.Receiver settings, boolean identities, long limit) {
    this.settings = settings;
    this.dialect =
        switch (settings.kind()) {
          case LANGFUSE -> new LangfuseDialect();
          case OTEL -> new GenAiDialect();
        };
    this.identities = identities;
    this.limit = limit;
    AttributesBuilder service = Attributes.builder();
    settings.resource().forEach(service::put);
    this.resource = Resource.create(service.build());
  }

  /** Empty: this receiver is not to know of the call. */
  List<SpanData> of(CallReport report) {
    Question question = Question.of(report.call().request().body(), 4 * limit);
    if (question.isTrue("no-log") || disabled(report) || unsampled(report.trace())) {
      return List.of();
    }
    TracedCall call = traced(report, question);
    Dialect.Position at = dialect.position(call);
    List<SpanData> spans = new ArrayList<>();
    spans.add(root(call, at));
    for (TrailStep step : call.steps()) {
      if (step instanceof TrailStep.Attempted attempt) {
        spans.add(attempt(call, attempt, at));
      }
    }
    return spans;
  }

  private TracedCall traced(CallReport report, Question question) {
    Labels labels = Labels.of(report.call(), question);
    boolean content =
        report.content() && settings.content() && !question.isTrue("turn_off_message_logging");
    return new TracedCall(
        report,
        question,
        labels,
        Answer.of(report.answer(), report.call().request().protocol()),
        content && !labels.isTrue("mask_input"),
        content && !labels.isTrue("mask_output"),
        identities,
        limit);
  }

  private boolean disabled(CallReport report) {
    Set<String> disabled = Privacy.disabled(report.call());
    return disabled.contains(settings.kind().callback())
        || (settings.kind() == Kind.LANGFUSE && disabled.contains("langfuse_otel"));
  }

  /** Langfuse is no part of the trace of those who sample. */
  private boolean unsampled(TraceContext trace) {
    return settings.kind() == Kind.OTEL && !trace.sampled();
  }

  private SpanData root(TracedCall call, Dialect.Position at) {
    CallReport report = call.report();
    long start = nanos(report.began());
    String route = report.call().request().protocol().versionedPath();
    AttributesBuilder span = common(call);
    span.put("http.request.method", "POST").put("http.route", route);
    span.put("weir.verdict", report.verdict());
    span.put("weir.stream", report.call().request().stream());
    span.put("weir.attempts", attempts(call));
    if (report.trail() != null) {
      span.put("weir.cost_usd", usd(report.trail().chargedNanoUsd()));
    }
    Served.Cached cached = call.cached();
    if (cached != null) {
      span.put("weir.cache.hit", true).put("weir.cache.key", cached.key());
    }
    StatusData status = StatusData.unset();
    if (call.failed()) {
      span.put("error.type", report.verdict());
      status = StatusData.create(StatusCode.ERROR, call.reason());
    }
    dialect.call(call, span);
    return new FinishedSpan(
        "POST " + route,
        SpanKind.SERVER,
        context(at.traceId(), report.trace().spanId(0)),
        parent(at),
        status,
        start,
        start + report.took().toNanos(),
        span.build(),
        events(call, start),
        resource);
  }

  private static long attempts(TracedCall call) {
    return call.steps().stream().filter(TrailStep.Attempted.class::isInstance).count();
  }

  private SpanData attempt(TracedCall call, TrailStep.Attempted attempt, Dialect.Position at) {
    CallReport report = call.report();
    long start = nanos(report.began().plus(attempt.at()));
    AttributesBuilder span = common(call);
    AttemptAttributes.put(call, attempt, span);
    dialect.attempt(call, attempt, span);
    String name = dialect.attemptName(call);
    return new FinishedSpan(
        name == null ? call.operation() + " " + AttemptAttributes.model(attempt) : name,
        SpanKind.CLIENT,
        context(at.traceId(), report.trace().spanId(attempt.number())),
        context(at.traceId(), report.trace().spanId(0)),
        AttemptAttributes.status(attempt),
        start,
        start + attempt.latency().toNanos(),
        span.build(),
        List.of(),
        resource);
  }

  /** Who, whichever span is looked at. */
  private AttributesBuilder common(TracedCall call) {
    Call made = call.report().call();
    AttributesBuilder span = Attributes.builder();
    span.put("weir.call.id", made.id()).put("weir.requested_model", made.request().model());
    put(span, "user.id", call.labels().user());
    put(span, "session.id", call.labels().text("session_id"));
    if (identities) {
      identify(made.payer(), span);
    }
    dialect.everywhere(call, span);
    return span;
  }

  /** By LiteLLM's names. */
  private void identify(Payer payer, AttributesBuilder span) {
    String prefix = dialect.identityPrefix();
    put(span, prefix + "user_api_key_hash", payer.keyId());
    put(span, prefix + "user_api_key_alias", payer.keyAlias());
    put(span, prefix + "user_api_key_team_id", payer.team());
    put(span, prefix + "user_api_key_team_alias", payer.teamAlias());
    put(span, prefix + "user_api_key_user_id", payer.user());
  }

  /** What was decided besides attempts. */
  private static List<EventData> events(TracedCall call, long start) {
    List<EventData> events = new ArrayList<>();
    for (TrailStep step : call.steps()) {
      long at = start + step.at().toNanos();
      switch (step) {
        case TrailStep.Attempted _ -> {
          // Has a span of its own.
        }
        case TrailStep.Skipped it ->
            events.add(event(at, "deployment.skipped", it.group(), it.deployment(), it.reason()));
        case TrailStep.Cached it -> events.add(hit(at, it));
        case TrailStep.Simulated it ->
            events.add(event(at, "attempt.simulated", it.group(), it.deployment(), it.error()));
      }
    }
    return events;
  }

  private static EventData hit(long at, TrailStep.Cached hit) {
    return EventData.create(
        at,
        "cache.hit",
        Attributes.builder()
            .put("weir.model_group", hit.group())
            .put("weir.deployment.id", hit.deployment())
            .put("weir.cache.age_seconds", hit.age().toSeconds())
            .put("weir.cache.saved_usd", usd(hit.savedNanoUsd()))
            .build());
  }

  private static EventData event(
      long at, String name, String group, @Nullable String deployment, String reason) {
    AttributesBuilder attributes = Attributes.builder().put("weir.model_group", group);
    put(attributes, "weir.deployment.id", deployment);
    return EventData.create(at, name, attributes.put("weir.reason", reason).build());
  }

  private static SpanContext context(String trace, String span) {
    return SpanContext.create(trace, span, TraceFlags.getSampled(), TraceState.getDefault());
  }

  private static SpanContext parent(Dialect.Position at) {
    return at.parent() == null
        ? SpanContext.getInvalid()
        : SpanContext.createFromRemoteParent(
            at.traceId(), at.parent(), TraceFlags.getSampled(), TraceState.getDefault());
  }

  static void put(AttributesBuilder span, String name, @Nullable String value) {
    if (value != null) {
      span.put(name, value);
    }
  }

  static double usd(long nanoUsd) {
    return Money.usd(nanoUsd).doubleValue();
  }

  private static long nanos(Instant at) {
    return TimeUnit.SECONDS.toNanos(at.getEpochSecond()) + at.getNano();
  }
}
