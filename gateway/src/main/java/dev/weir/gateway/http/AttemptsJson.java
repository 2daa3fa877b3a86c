package dev.weir.gateway.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.gateway.pipeline.CallTrail;
import dev.weir.gateway.pipeline.Refusal;
import dev.weir.gateway.pipeline.TrailStep;
import dev.weir.schemas.money.Money;
import java.util.List;
import java.util.Locale;

/** What was tried for a call, as clients read it (gateway/ATTEMPTS.md). */
final class AttemptsJson {
  private AttemptsJson() {}

  /** The whole trail. */
  static ObjectNode of(CallTrail.View view) {
    CallTrail.Head head = view.head();
    CallTrail.Verdict verdict = view.verdict();
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("call_id", head.call())
            .put("model_group", head.group())
            .put("route", head.protocol().versionedPath())
            .put("stream", head.stream())
            .put("began", head.began().toString())
            .put("state", verdict == null ? "running" : verdict.code());
    if (verdict != null) {
      json.put("took_ms", verdict.took().toMillis());
    }
    json.put("cost", Money.usd(view.chargedNanoUsd()));
    json.set("steps", steps(view.steps(), true));
    return json;
  }

  /** For an error: what failed, without what it cost. */
  static ObjectNode tried(Refusal.ProviderFailed.Tried tried) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("attempts", steps(tried.steps(), false));
    return json;
  }

  private static ArrayNode steps(List<TrailStep> steps, boolean all) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (TrailStep step : steps) {
      array.add(
          switch (step) {
            case TrailStep.Attempted it -> all ? whole(it) : attempted(it);
            case TrailStep.Skipped it ->
                step("skipped", it).put("deployment", it.deployment()).put("reason", it.reason());
            case TrailStep.Cached it ->
                step("cached", it)
                    .put("deployment", it.deployment())
                    .put("age_seconds", it.age().toSeconds())
                    .put("saved", Money.usd(it.savedNanoUsd()));
            case TrailStep.Simulated it ->
                step("simulated", it).put("deployment", it.deployment()).put("error", it.error());
          });
    }
    return array;
  }

  private static ObjectNode step(String what, TrailStep step) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("step", what)
        .put("model_group", step.group())
        .put("at_ms", step.at().toMillis());
  }

  private static ObjectNode attempted(TrailStep.Attempted it) {
    return step("attempt", it)
        .put("deployment", it.deployment())
        .put("role", it.role().name().toLowerCase(Locale.ROOT))
        .put("outcome", it.outcome())
        .put("status", it.status() == 0 ? null : it.status())
        .put("error", it.error())
        .put("waited_ms", it.waited().toMillis())
        .put("took_ms", it.latency().toMillis());
  }

  private static ObjectNode whole(TrailStep.Attempted it) {
    var firstToken = it.firstToken();
    return attempted(it)
        .put("number", it.number())
        .put("model", it.model())
        .put("first_token_ms", firstToken == null ? null : firstToken.toMillis())
        .put("held", Money.usd(it.heldNanoUsd()))
        .put("cost", Money.usd(it.chargedNanoUsd()))
        .put("estimated", it.estimated());
  }
}
