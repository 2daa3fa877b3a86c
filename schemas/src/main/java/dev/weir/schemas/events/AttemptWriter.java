package dev.weir.schemas.events;

import static dev.weir.schemas.events.FieldWriter.name;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.util.List;

/** Writes the two events of an attempt; see {@link ValueWriters} for why. */
final class AttemptWriter {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int USUAL_BYTES = 1_200;

  private static final SerializedString TYPE = name("type");
  private static final SerializedString STARTED = name("attempt-started");
  private static final SerializedString FINISHED = name("attempt-finished");
  private static final SerializedString JOURNAL = name("journal");
  private static final SerializedString SEQ = name("seq");
  private static final SerializedString AT = name("at");
  private static final SerializedString EPOCH = name("epoch");
  private static final SerializedString ATTEMPT = name("attempt");
  private static final SerializedString CALL = name("call");
  private static final SerializedString NUMBER = name("number");
  private static final SerializedString PAYER = name("payer");
  private static final SerializedString ROUTE = name("route");
  private static final SerializedString ESTIMATE = name("estimateNanoUsd");
  private static final SerializedString HOLDS = name("holds");
  private static final SerializedString SOFT_BUDGETS = name("softBudgets");
  private static final SerializedString STARTED_AT = name("startedAt");
  private static final SerializedString OUTCOME = name("outcome");
  private static final SerializedString HTTP_STATUS = name("httpStatus");
  private static final SerializedString ERROR = name("error");
  private static final SerializedString STREAM = name("stream");
  private static final SerializedString TOKENS = name("tokens");
  private static final SerializedString COST = name("cost");
  private static final SerializedString CHARGED = name("chargedNanoUsd");
  private static final SerializedString PRICE_VERSION = name("priceVersion");
  private static final SerializedString ESTIMATED = name("estimated");
  private static final SerializedString UNPRICED = name("unpriced");
  private static final SerializedString LATENCY = name("latencyNanos");
  private static final SerializedString FIRST_TOKEN = name("firstTokenNanos");
  private static final SerializedString CACHE_HIT = name("cacheHit");

  private AttemptWriter() {}

  static byte[] write(AttemptStarted started) throws IOException {
    return written(json -> {
      head(json, STARTED, started, started.attempt(), started.call(), started.number());
      parties(json, started.payer(), started.route());
      new FieldWriter(json).number(ESTIMATE, started.estimateNanoUsd());
      json.writeFieldName(HOLDS);
      json.writeStartArray();
      for (BudgetHold hold : started.holds()) {
        ValueWriters.hold(hold, json);
      }
      json.writeEndArray();
      List<SoftBudget> soft = started.softBudgets();
      if (soft != null) {
        json.writeFieldName(SOFT_BUDGETS);
        json.writeStartArray();
        for (SoftBudget budget : soft) {
          ValueWriters.softBudget(budget, json);
        }
        json.writeEndArray();
      }
    });
  }

  static byte[] write(AttemptFinished finished) throws IOException {
    return written(json -> {
      head(json, FINISHED, finished, finished.attempt(), finished.call(), finished.number());
      parties(json, finished.payer(), finished.route());
      var to = new FieldWriter(json);
      to.instant(STARTED_AT, finished.startedAt());
      to.text(OUTCOME, finished.outcome().name());
      to.number(HTTP_STATUS, finished.httpStatus());
      to.text(ERROR, finished.error());
      to.flag(STREAM, finished.stream());
      json.writeFieldName(TOKENS);
      ValueWriters.tokens(finished.tokens(), json);
      json.writeFieldName(COST);
      ValueWriters.cost(finished.cost(), json);
      to.number(CHARGED, finished.chargedNanoUsd());
      to.text(PRICE_VERSION, finished.priceVersion());
      to.flag(ESTIMATED, finished.estimated());
      to.flag(UNPRICED, finished.unpriced());
      to.nanos(LATENCY, finished.latency());
      to.nanos(FIRST_TOKEN, finished.firstToken());
      CacheHit hit = finished.cacheHit();
      if (hit != null) {
        json.writeFieldName(CACHE_HIT);
        ValueWriters.cacheHit(hit, json);
      }
    });
  }

  private interface Body {
    void write(JsonGenerator json) throws IOException;
  }

  private static byte[] written(Body body) throws IOException {
    try (var out = new ByteArrayBuilder(USUAL_BYTES)) {
      try (JsonGenerator json = JSON.createGenerator(out, JsonEncoding.UTF8)) {
        json.writeStartObject();
        body.write(json);
        json.writeEndObject();
      }
      return out.toByteArray();
    }
  }

  private static void head(
      JsonGenerator json,
      SerializedString type,
      LogEvent event,
      String attempt,
      String call,
      int number)
      throws IOException {
    var to = new FieldWriter(json);
    json.writeFieldName(TYPE);
    json.writeString(type);
    to.text(JOURNAL, event.journal());
    to.number(SEQ, event.seq());
    to.instant(AT, event.at());
    to.text(EPOCH, event.epoch());
    to.text(ATTEMPT, attempt);
    to.text(CALL, call);
    to.number(NUMBER, number);
  }

  private static void parties(JsonGenerator json, Payer payer, Route route) throws IOException {
    json.writeFieldName(PAYER);
    ValueWriters.payer(payer, json);
    json.writeFieldName(ROUTE);
    ValueWriters.route(route, json);
  }
}
