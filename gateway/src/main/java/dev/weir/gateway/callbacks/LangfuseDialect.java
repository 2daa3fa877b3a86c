package dev.weir.gateway.callbacks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.gateway.api.Json;
import dev.weir.gateway.core.TraceContext;
import dev.weir.gateway.pipeline.TrailStep;
import dev.weir.schemas.events.Cost;
import dev.weir.schemas.events.Tokens;
import dev.weir.schemas.money.Money;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributesBuilder;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Langfuse's own attributes (langfuse.com, "OpenTelemetry", "Attribute mapping"): they go before
 * all others there. What is about a trace is on each of its spans, as Langfuse wants it.
 */
final class LangfuseDialect implements Dialect {
  private static final String TRACE_METADATA = "langfuse.trace.metadata.";
  private static final String METADATA = "langfuse.observation.metadata.";
  private static final int PICO_DIGITS = 12;

  @Override
  public Position position(TracedCall call) {
    Labels labels = call.labels();
    TraceContext trace = call.report().trace();
    String named = labels.first("existing_trace_id", "trace_id");
    String parent = labels.text("parent_observation_id");
    boolean usable = parent != null && parent.matches("(?!0{16})[0-9a-f]{16}");
    if (named == null) {
      return new Position(trace.traceId(), usable ? parent : trace.parent());
    }
    return new Position(traceId(named), usable ? parent : null);
  }

  /** As Langfuse's SDKs make an id of any text, so that theirs and ours meet. */
  static String traceId(String named) {
    String digits = named.toLowerCase(Locale.ROOT);
    if (digits.matches("(?!0{32})[0-9a-f]{32}")) {
      return digits;
    }
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(named.getBytes(UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public @Nullable String attemptName(TracedCall call) {
    return call.labels().text("generation_name");
  }

  @Override
  public String identityPrefix() {
    return TRACE_METADATA;
  }

  @Override
  public void everywhere(TracedCall call, AttributesBuilder span) {
    Labels labels = call.labels();
    List<String> tags = call.report().call().payer().tags();
    if (!tags.isEmpty()) {
      span.put(AttributeKey.stringArrayKey("langfuse.trace.tags"), tags);
    }
    Spans.put(span, "langfuse.version", labels.first("trace_version", "version"));
    Spans.put(span, "langfuse.release", labels.text("trace_release"));
    String name = labels.text("trace_name");
    if (name != null) {
      span.put("langfuse.trace.name", name);
    } else if (labels.text("existing_trace_id") == null) {
      span.put(
          "langfuse.trace.name", call.operation() + " " + call.report().call().request().model());
    }
    Spans.put(span, TRACE_METADATA + "trace_id", labels.first("existing_trace_id", "trace_id"));
    labels.traceMetadata().forEach((key, value) -> span.put(TRACE_METADATA + key, value));
  }

  @Override
  public void call(TracedCall call, AttributesBuilder span) {
    span.put("langfuse.observation.type", "span");
    // Its parent may be somewhere that Langfuse does not know.
    span.put("langfuse.internal.as_root", true);
    content(call, true, span);
    metadata(call, span);
    if (call.cached() != null) {
      // LiteLLM's name.
      span.put(METADATA + "cache_hit", true);
    }
    if (call.failed()) {
      span.put("langfuse.observation.level", "ERROR");
      span.put("langfuse.observation.status_message", call.reason());
    }
  }

  @Override
  public void attempt(TracedCall call, TrailStep.Attempted attempt, AttributesBuilder span) {
    span.put(
        "langfuse.observation.type",
        switch (call.mode()) {
          case CHAT -> "generation";
          case EMBEDDING -> "embedding";
        });
    span.put("langfuse.observation.model.name", AttemptAttributes.model(attempt));
    content(call, call.isAnswering(attempt), span);
    metadata(call, span);
    if (attempt.tokens().total() > 0) {
      span.put("langfuse.observation.usage_details", usage(attempt.tokens()));
      span.put("langfuse.observation.cost_details", cost(attempt.cost()));
    }
    Duration firstToken = attempt.firstToken();
    if (firstToken != null) {
      Instant came = call.report().began().plus(attempt.at()).plus(firstToken);
      span.put("langfuse.observation.completion_start_time", came.toString());
    }
    if (!attempt.outcome().equals("succeeded")) {
      boolean failed = AttemptAttributes.failed(attempt);
      span.put("langfuse.observation.level", failed ? "ERROR" : "WARNING");
      String reason = AttemptAttributes.reason(attempt);
      span.put(
          "langfuse.observation.status_message",
          failed ? reason : attempt.outcome() + ": " + reason);
    }
  }

  private static void metadata(TracedCall call, AttributesBuilder span) {
    call.labels().metadata().forEach((name, value) -> span.put(METADATA + name, value));
  }

  private static void content(TracedCall call, boolean answered, AttributesBuilder span) {
    if (call.input()) {
      span.put("langfuse.observation.input", input(call));
    }
    List<JsonNode> messages = call.answer().messages();
    if (call.output() && answered && !messages.isEmpty()) {
      JsonNode output = messages.size() == 1 ? messages.getFirst() : all(messages);
      span.put("langfuse.observation.output", Content.of(output, call.limit()));
    }
  }

  /** As LiteLLM tells it: an object with the messages and the tools, or with what to embed. */
  private static String input(TracedCall call) {
    Question question = call.question();
    ObjectNode input = Json.object();
    for (String field : List.of("system", "messages", "tools", "input")) {
      JsonNode value = question.value(field);
      if (value != null) {
        input.set(field, value);
      } else if (question.has(field)) {
        input.put(field, question.start(field));
      }
    }
    return Content.of(input, call.limit());
  }

  private static ArrayNode all(List<JsonNode> messages) {
    ArrayNode all = Json.object().putArray("all");
    messages.forEach(all::add);
    return all;
  }

  /** Parts that do not overlap: Langfuse adds those up that have input or output in their name. */
  private static String usage(Tokens tokens) {
    ObjectNode usage = Json.object();
    usage.put("input", tokens.input());
    usage.put("output", tokens.output() - tokens.reasoning());
    put(usage, "cache_read_input_tokens", tokens.cacheRead());
    put(usage, "cache_creation_input_tokens", tokens.cacheWrite5m() + tokens.cacheWrite1h());
    put(usage, "output_reasoning_tokens", tokens.reasoning());
    return usage.put("total", tokens.total()).toString();
  }

  private static void put(ObjectNode usage, String name, long count) {
    if (count > 0) {
      usage.put(name, count);
    }
  }

  private static String cost(Cost cost) {
    ObjectNode details = Json.object();
    details.put("input", usd(cost.inputPico()));
    details.put("output", usd(cost.outputPico()));
    if (cost.cacheReadPico() > 0) {
      details.put("cache_read_input_tokens", usd(cost.cacheReadPico()));
    }
    if (cost.cacheWritePico() > 0) {
      details.put("cache_creation_input_tokens", usd(cost.cacheWritePico()));
    }
    BigDecimal total = Money.usd(cost.totalNanoUsd());
    return details.put("total", total).toString();
  }

  private static BigDecimal usd(long pico) {
    return BigDecimal.valueOf(pico, PICO_DIGITS).stripTrailingZeros();
  }
}
