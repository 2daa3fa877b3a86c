package dev.weir.gateway.callbacks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.gateway.core.ClientRequest;
import dev.weir.gateway.pipeline.TrailStep;
import dev.weir.schemas.events.Tokens;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An attempt by OpenTelemetry's semantic conventions for generative AI (opentelemetry.io, GenAI
 * spans, 2026), and what they have no name for under {@code weir.}.
 */
final class AttemptAttributes {
  private static final double NANOS = 1e9;

  /** Parameters of requests that are numbers, and their names in the conventions. */
  private static final Map<String, String> NUMBERS =
      Map.of(
          "temperature", "temperature",
          "top_p", "top_p",
          "frequency_penalty", "frequency_penalty",
          "presence_penalty", "presence_penalty",
          "top_k", "top_k");

  private AttemptAttributes() {}

  static void put(TracedCall call, TrailStep.Attempted attempt, AttributesBuilder span) {
    span.put("gen_ai.operation.name", call.operation());
    span.put("gen_ai.provider.name", provider(attempt));
    span.put("gen_ai.request.model", model(attempt));
    request(call, span);
    usage(attempt.tokens(), span);
    span.put("gen_ai.usage.cost", Spans.usd(attempt.chargedNanoUsd()));
    Duration firstToken = attempt.firstToken();
    if (firstToken != null) {
      span.put("gen_ai.response.time_to_first_chunk", firstToken.toNanos() / NANOS);
    }
    if (call.isAnswering(attempt)) {
      Answer answer = call.answer();
      Spans.put(span, "gen_ai.response.id", answer.id());
      if (!answer.finishReasons().isEmpty()) {
        span.put(
            AttributeKey.stringArrayKey("gen_ai.response.finish_reasons"), answer.finishReasons());
      }
    }
    own(attempt, span);
  }

  private static void own(TrailStep.Attempted attempt, AttributesBuilder span) {
    span.put("weir.model_group", attempt.group());
    span.put("weir.deployment.id", attempt.deployment());
    span.put("weir.attempt.number", attempt.number());
    span.put("weir.attempt.role", attempt.role().name().toLowerCase(Locale.ROOT));
    span.put("weir.attempt.outcome", attempt.outcome());
    span.put("weir.attempt.waited_ms", attempt.waited().toMillis());
    span.put("weir.usage.estimated", attempt.estimated());
    if (attempt.status() > 0) {
      span.put("http.response.status_code", attempt.status());
    }
    String error = attempt.error();
    if (error != null) {
      span.put(failed(attempt) ? "error.type" : "weir.attempt.cancelled_by", error);
    }
  }

  private static void request(TracedCall call, AttributesBuilder span) {
    Question question = call.question();
    NUMBERS.forEach((field, name) -> {
      JsonNode value = question.value(field);
      if (value != null && value.isNumber()) {
        span.put("gen_ai.request." + name, value.doubleValue());
      }
    });
    JsonNode seed = question.value("seed");
    if (seed != null && seed.isIntegralNumber()) {
      span.put("gen_ai.request.seed", seed.longValue());
    }
    List<String> stops = stops(question);
    if (!stops.isEmpty()) {
      span.put(AttributeKey.stringArrayKey("gen_ai.request.stop_sequences"), stops);
    }
    ClientRequest request = call.report().call().request();
    if (request.maxOutputTokens() != null) {
      span.put("gen_ai.request.max_tokens", request.maxOutputTokens());
    }
    if (request.choices() != 1) {
      span.put("gen_ai.request.choice.count", request.choices());
    }
    if (request.stream()) {
      span.put("gen_ai.request.stream", true);
    }
  }

  private static List<String> stops(Question question) {
    JsonNode chat = question.value("stop");
    JsonNode stops = chat == null ? question.value("stop_sequences") : chat;
    Stream<JsonNode> all =
        stops == null ? Stream.of() : stops.isArray() ? stops.valueStream() : Stream.of(stops);
    return all.filter(JsonNode::isTextual).map(JsonNode::textValue).toList();
  }

  private static void usage(Tokens tokens, AttributesBuilder span) {
    if (tokens.total() == 0) {
      return;
    }
    span.put("gen_ai.usage.input_tokens", tokens.prompt());
    span.put("gen_ai.usage.output_tokens", tokens.output());
    putCount(span, "gen_ai.usage.cache_read.input_tokens", tokens.cacheRead());
    putCount(
        span,
        "gen_ai.usage.cache_creation.input_tokens",
        tokens.cacheWrite5m() + tokens.cacheWrite1h());
    putCount(span, "gen_ai.usage.reasoning.output_tokens", tokens.reasoning());
  }

  private static void putCount(AttributesBuilder span, String name, long count) {
    if (count > 0) {
      span.put(name, count);
    }
  }

  static boolean failed(TrailStep.Attempted attempt) {
    return attempt.outcome().equals("failed") || attempt.outcome().equals("cut");
  }

  static StatusData status(TrailStep.Attempted attempt) {
    return failed(attempt)
        ? StatusData.create(StatusCode.ERROR, reason(attempt))
        : StatusData.unset();
  }

  /** Such as {@code server (503)}; empty: nothing to say. */
  static String reason(TrailStep.Attempted attempt) {
    String error = attempt.error();
    return error == null
        ? ""
        : attempt.status() > 0 ? error + " (" + attempt.status() + ")" : error;
  }

  private static String provider(TrailStep.Attempted attempt) {
    String label = attempt.model().substring(0, attempt.model().indexOf('/'));
    return label.equals("azure") ? "azure.ai.openai" : label;
  }

  /** The provider's name of the model. */
  static String model(TrailStep.Attempted attempt) {
    return attempt.model().substring(attempt.model().indexOf('/') + 1);
  }
}
