package dev.weir.schemas.events;

import static dev.weir.schemas.events.FieldReader.present;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.weir.schemas.events.ValueReaders.Seen;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the two events of an attempt as {@link AttemptWriter} writes them. What is anything else,
 * or not as it must be, is null here: Jackson's mapper reads it then, or says what is wrong.
 */
final class AttemptReader {
  private static final JsonFactory JSON = new JsonFactory();

  /** Numbers that must be there. */
  private static final int SEQ = 0;

  private static final int NUMBER = 1;
  private static final int NANO_USD = 2;
  private static final int HTTP_STATUS = 3;

  private final FieldReader from;
  private final Seen seen = new Seen(4);

  private @Nullable String journal;
  private long seq;
  private @Nullable Instant at;
  private @Nullable String epoch;
  private @Nullable String attempt;
  private @Nullable String call;
  private int number;
  private @Nullable Payer payer;
  private @Nullable Route route;
  private long nanoUsd;
  private @Nullable List<BudgetHold> holds;
  private @Nullable List<SoftBudget> softBudgets;
  private @Nullable Instant startedAt;
  private @Nullable Outcome outcome;
  private int httpStatus;
  private @Nullable String error;
  private @Nullable Boolean stream;
  private @Nullable Tokens tokens;
  private @Nullable Cost cost;
  private @Nullable String priceVersion;
  private @Nullable Boolean estimated;
  private @Nullable Boolean unpriced;
  private @Nullable Duration latency;
  private @Nullable Duration firstToken;
  private @Nullable CacheHit cacheHit;

  private AttemptReader(FieldReader from) {
    this.from = from;
  }

  static @Nullable LogEvent read(byte[] record) throws IOException {
    try (JsonParser json = JSON.createParser(record)) {
      if (json.nextToken() != JsonToken.START_OBJECT || !"type".equals(json.nextFieldName())) {
        return null;
      }
      return switch (String.valueOf(json.nextTextValue())) {
        case "attempt-started" -> new AttemptReader(new FieldReader(json)).started();
        case "attempt-finished" -> new AttemptReader(new FieldReader(json)).finished();
        default -> null;
      };
    } catch (RuntimeException | JsonProcessingException e) {
      // The mapper finds it again, and says where.
      return null;
    }
  }

  private AttemptStarted started() throws IOException {
    seen.at(HTTP_STATUS); // which a start has not
    for (String name = from.next(); name != null; name = from.next()) {
      switch (name) {
        case "estimateNanoUsd" -> nanoUsd = number(NANO_USD);
        case "holds" -> holds = from.list(() -> ValueReaders.hold(from));
        case "softBudgets" -> softBudgets = from.list(() -> ValueReaders.softBudget(from));
        default -> common(name);
      }
    }
    seen.all();
    return new AttemptStarted(
        present(journal),
        seq,
        present(at),
        present(epoch),
        present(attempt),
        present(call),
        number,
        present(payer),
        present(route),
        nanoUsd,
        present(holds),
        softBudgets);
  }

  private AttemptFinished finished() throws IOException {
    for (String name = from.next(); name != null; name = from.next()) {
      switch (name) {
        case "startedAt" -> startedAt = from.instant();
        case "outcome" -> outcome = ValueReaders.one(Outcome.values(), from.text());
        case "httpStatus" -> httpStatus = small(HTTP_STATUS);
        case "error" -> error = from.textOrNull();
        case "stream" -> stream = from.flag();
        case "tokens" -> tokens = ValueReaders.tokens(from);
        case "cost" -> cost = ValueReaders.cost(from);
        case "chargedNanoUsd" -> nanoUsd = number(NANO_USD);
        case "priceVersion" -> priceVersion = from.text();
        case "estimated" -> estimated = from.flag();
        case "unpriced" -> unpriced = from.flag();
        case "latencyNanos" -> latency = from.nanos();
        case "firstTokenNanos" -> firstToken = from.nanosOrNull();
        case "cacheHit" -> cacheHit = ValueReaders.cacheHit(from);
        default -> common(name);
      }
    }
    seen.all();
    return made();
  }

  private AttemptFinished made() {
    return new AttemptFinished(
        present(journal),
        seq,
        present(at),
        present(epoch),
        present(attempt),
        present(call),
        number,
        present(payer),
        present(route),
        present(startedAt),
        present(outcome),
        httpStatus,
        error,
        present(stream),
        present(tokens),
        present(cost),
        nanoUsd,
        present(priceVersion),
        present(estimated),
        present(unpriced),
        present(latency),
        firstToken,
        cacheHit);
  }

  private void common(String name) throws IOException {
    switch (name) {
      case "journal" -> journal = from.text();
      case "seq" -> seq = number(SEQ);
      case "at" -> at = from.instant();
      case "epoch" -> epoch = from.text();
      case "attempt" -> attempt = from.text();
      case "call" -> call = from.text();
      case "number" -> number = small(NUMBER);
      case "payer" -> payer = ValueReaders.payer(from);
      case "route" -> route = ValueReaders.route(from);
      default -> from.skip();
    }
  }

  private long number(int field) throws IOException {
    seen.at(field);
    return from.number();
  }

  private int small(int field) throws IOException {
    seen.at(field);
    return from.small();
  }
}
