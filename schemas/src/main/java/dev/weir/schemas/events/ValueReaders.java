package dev.weir.schemas.events;

import static dev.weir.schemas.events.FieldReader.other;
import static dev.weir.schemas.events.FieldReader.present;

import dev.weir.schemas.window.Window;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what {@link ValueWriters} writes; the parser stands at the value, and then at its end. */
final class ValueReaders {
  private ValueReaders() {}

  static Payer payer(FieldReader from) throws IOException {
    String keyId = null;
    String keyAlias = null;
    String team = null;
    String teamAlias = null;
    String user = null;
    List<String> tags = null;
    from.object();
    for (String name = from.next(); name != null; name = from.next()) {
      switch (name) {
        case "keyId" -> keyId = from.text();
        case "keyAlias" -> keyAlias = from.textOrNull();
        case "team" -> team = from.textOrNull();
        case "teamAlias" -> teamAlias = from.textOrNull();
        case "user" -> user = from.textOrNull();
        case "tags" -> tags = from.list(from::text);
        default -> from.skip();
      }
    }
    return new Payer(present(keyId), keyAlias, team, teamAlias, user, present(tags));
  }

  static Route route(FieldReader from) throws IOException {
    String group = null;
    String deployment = null;
    String provider = null;
    String model = null;
    from.object();
    for (String name = from.next(); name != null; name = from.next()) {
      switch (name) {
        case "group" -> group = from.text();
        case "deployment" -> deployment = from.text();
        case "provider" -> provider = from.text();
        case "model" -> model = from.text();
        default -> from.skip();
      }
    }
    return new Route(present(group), present(deployment), present(provider), present(model));
  }

  static Tokens tokens(FieldReader from) throws IOException {
    var seen = new Seen(6);
    long[] of = new long[6];
    from.object();
    for (String name = from.next(); name != null; name = from.next()) {
      switch (name) {
        case "input" -> of[seen.at(0)] = from.number();
        case "cacheRead" -> of[seen.at(1)] = from.number();
        case "cacheWrite5m" -> of[seen.at(2)] = from.number();
        case "cacheWrite1h" -> of[seen.at(3)] = from.number();
        case "output" -> of[seen.at(4)] = from.number();
        case "reasoning" -> of[seen.at(5)] = from.number();
        default -> from.skip();
      }
    }
    seen.all();
    return new Tokens(of[0], of[1], of[2], of[3], of[4], of[5]);
  }

  static Cost cost(FieldReader from) throws IOException {
    var seen = new Seen(4);
    long[] of = new long[4];
    from.object();
    for (String name = from.next(); name != null; name = from.next()) {
      switch (name) {
        case "inputPico" -> of[seen.at(0)] = from.number();
        case "cacheReadPico" -> of[seen.at(1)] = from.number();
        case "cacheWritePico" -> of[seen.at(2)] = from.number();
        case "outputPico" -> of[seen.at(3)] = from.number();
        default -> from.skip();
      }
    }
    seen.all();
    return new Cost(of[0], of[1], of[2], of[3]);
  }

  static @Nullable CacheHit cacheHit(FieldReader from) throws IOException {
    if (from.isNull()) {
      return null;
    }
    var seen = new Seen(1);
    long savedNanoUsd = 0;
    Tokens tokens = null;
    from.object();
    for (String name = from.next(); name != null; name = from.next()) {
      switch (name) {
        case "savedNanoUsd" -> {
          seen.at(0);
          savedNanoUsd = from.number();
        }
        case "tokens" -> tokens = tokens(from);
        default -> from.skip();
      }
    }
    seen.all();
    return new CacheHit(savedNanoUsd, present(tokens));
  }

  static BudgetHold hold(FieldReader from) throws IOException {
    var seen = new Seen(2);
    BudgetWindow budget = null;
    long nanoUsd = 0;
    long limitNanoUsd = 0;
    from.object();
    for (String name = from.next(); name != null; name = from.next()) {
      switch (name) {
        case "budget" -> budget = budget(from);
        case "nanoUsd" -> {
          seen.at(0);
          nanoUsd = from.number();
        }
        case "limitNanoUsd" -> {
          seen.at(1);
          limitNanoUsd = from.number();
        }
        default -> from.skip();
      }
    }
    seen.all();
    return new BudgetHold(present(budget), nanoUsd, limitNanoUsd);
  }

  static SoftBudget softBudget(FieldReader from) throws IOException {
    var seen = new Seen(1);
    BudgetWindow budget = null;
    long limitNanoUsd = 0;
    from.object();
    for (String name = from.next(); name != null; name = from.next()) {
      switch (name) {
        case "budget" -> budget = budget(from);
        case "limitNanoUsd" -> {
          seen.at(0);
          limitNanoUsd = from.number();
        }
        default -> from.skip();
      }
    }
    seen.all();
    return new SoftBudget(present(budget), limitNanoUsd);
  }

  private static BudgetWindow budget(FieldReader from) throws IOException {
    var seen = new Seen(1);
    BudgetLevel level = null;
    String owner = null;
    String duration = null;
    int generation = 0;
    Window window = null;
    from.object();
    for (String name = from.next(); name != null; name = from.next()) {
      switch (name) {
        case "level" -> level = one(BudgetLevel.values(), from.text());
        case "owner" -> owner = from.text();
        case "duration" -> duration = from.textOrNull();
        case "generation" -> {
          seen.at(0);
          generation = from.small();
        }
        case "window" -> window = window(from);
        default -> from.skip();
      }
    }
    seen.all();
    return new BudgetWindow(present(level), present(owner), duration, generation, present(window));
  }

  private static Window window(FieldReader from) throws IOException {
    Instant start = null;
    Instant end = null;
    from.object();
    for (String name = from.next(); name != null; name = from.next()) {
      switch (name) {
        case "start" -> start = from.instant();
        case "end" -> end = from.textOrNull() == null ? null : from.instant();
        default -> from.skip();
      }
    }
    return new Window(present(start), end);
  }

  static <E extends Enum<E>> @Nullable E one(E[] all, String name) {
    for (E one : all) {
      if (one.name().equals(name)) {
        return one;
      }
    }
    return null;
  }

  /** Which numbers of an object were there: 0 is a number, too. */
  static final class Seen {
    private final int count;
    private int bits;

    Seen(int count) {
      this.count = count;
    }

    int at(int index) {
      bits |= 1 << index;
      return index;
    }

    void all() {
      if (bits != (1 << count) - 1) {
        throw other();
      }
    }
  }
}
