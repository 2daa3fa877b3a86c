package dev.weir.schemas.events;

import static dev.weir.schemas.events.FieldWriter.name;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.weir.schemas.window.Window;
import java.io.IOException;

/**
 * Writes the values that events are made of. Field by field, because a ledger writes little else:
 * {@code FastJsonTest} compares every byte with what Jackson's mapper makes of the same records.
 */
final class ValueWriters {
  private static final SerializedString KEY_ID = name("keyId");
  private static final SerializedString KEY_ALIAS = name("keyAlias");
  private static final SerializedString TEAM = name("team");
  private static final SerializedString TEAM_ALIAS = name("teamAlias");
  private static final SerializedString USER = name("user");
  private static final SerializedString TAGS = name("tags");
  private static final SerializedString GROUP = name("group");
  private static final SerializedString DEPLOYMENT = name("deployment");
  private static final SerializedString PROVIDER = name("provider");
  private static final SerializedString MODEL = name("model");
  private static final SerializedString INPUT = name("input");
  private static final SerializedString CACHE_READ = name("cacheRead");
  private static final SerializedString CACHE_WRITE_5M = name("cacheWrite5m");
  private static final SerializedString CACHE_WRITE_1H = name("cacheWrite1h");
  private static final SerializedString OUTPUT = name("output");
  private static final SerializedString REASONING = name("reasoning");
  private static final SerializedString INPUT_PICO = name("inputPico");
  private static final SerializedString CACHE_READ_PICO = name("cacheReadPico");
  private static final SerializedString CACHE_WRITE_PICO = name("cacheWritePico");
  private static final SerializedString OUTPUT_PICO = name("outputPico");
  private static final SerializedString SAVED_NANO_USD = name("savedNanoUsd");
  private static final SerializedString TOKENS = name("tokens");
  private static final SerializedString BUDGET = name("budget");
  private static final SerializedString NANO_USD = name("nanoUsd");
  private static final SerializedString LIMIT_NANO_USD = name("limitNanoUsd");
  private static final SerializedString LEVEL = name("level");
  private static final SerializedString OWNER = name("owner");
  private static final SerializedString DURATION = name("duration");
  private static final SerializedString GENERATION = name("generation");
  private static final SerializedString WINDOW = name("window");
  private static final SerializedString START = name("start");
  private static final SerializedString END = name("end");

  private ValueWriters() {}

  static void payer(Payer payer, JsonGenerator json) throws IOException {
    var to = new FieldWriter(json);
    json.writeStartObject();
    to.text(KEY_ID, payer.keyId());
    to.text(KEY_ALIAS, payer.keyAlias());
    to.text(TEAM, payer.team());
    to.text(TEAM_ALIAS, payer.teamAlias());
    to.text(USER, payer.user());
    to.list(TAGS, payer.tags());
    json.writeEndObject();
  }

  static void route(Route route, JsonGenerator json) throws IOException {
    var to = new FieldWriter(json);
    json.writeStartObject();
    to.text(GROUP, route.group());
    to.text(DEPLOYMENT, route.deployment());
    to.text(PROVIDER, route.provider());
    to.text(MODEL, route.model());
    json.writeEndObject();
  }

  static void tokens(Tokens tokens, JsonGenerator json) throws IOException {
    var to = new FieldWriter(json);
    json.writeStartObject();
    to.number(INPUT, tokens.input());
    to.number(CACHE_READ, tokens.cacheRead());
    to.number(CACHE_WRITE_5M, tokens.cacheWrite5m());
    to.number(CACHE_WRITE_1H, tokens.cacheWrite1h());
    to.number(OUTPUT, tokens.output());
    to.number(REASONING, tokens.reasoning());
    json.writeEndObject();
  }

  static void cost(Cost cost, JsonGenerator json) throws IOException {
    var to = new FieldWriter(json);
    json.writeStartObject();
    to.number(INPUT_PICO, cost.inputPico());
    to.number(CACHE_READ_PICO, cost.cacheReadPico());
    to.number(CACHE_WRITE_PICO, cost.cacheWritePico());
    to.number(OUTPUT_PICO, cost.outputPico());
    json.writeEndObject();
  }

  static void cacheHit(CacheHit hit, JsonGenerator json) throws IOException {
    json.writeStartObject();
    new FieldWriter(json).number(SAVED_NANO_USD, hit.savedNanoUsd());
    json.writeFieldName(TOKENS);
    tokens(hit.tokens(), json);
    json.writeEndObject();
  }

  static void hold(BudgetHold hold, JsonGenerator json) throws IOException {
    var to = new FieldWriter(json);
    json.writeStartObject();
    json.writeFieldName(BUDGET);
    budget(hold.budget(), json);
    to.number(NANO_USD, hold.nanoUsd());
    to.number(LIMIT_NANO_USD, hold.limitNanoUsd());
    json.writeEndObject();
  }

  static void softBudget(SoftBudget soft, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeFieldName(BUDGET);
    budget(soft.budget(), json);
    new FieldWriter(json).number(LIMIT_NANO_USD, soft.limitNanoUsd());
    json.writeEndObject();
  }

  static void budget(BudgetWindow budget, JsonGenerator json) throws IOException {
    var to = new FieldWriter(json);
    json.writeStartObject();
    to.text(LEVEL, budget.level().name());
    to.text(OWNER, budget.owner());
    to.text(DURATION, budget.duration());
    to.number(GENERATION, budget.generation());
    json.writeFieldName(WINDOW);
    window(budget.window(), json);
    json.writeEndObject();
  }

  private static void window(Window window, JsonGenerator json) throws IOException {
    var to = new FieldWriter(json);
    json.writeStartObject();
    to.instant(START, window.start());
    to.instant(END, window.end());
    json.writeEndObject();
  }
}
