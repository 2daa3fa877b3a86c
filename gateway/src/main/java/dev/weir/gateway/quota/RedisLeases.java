package dev.weir.gateway.quota;

import dev.weir.gateway.core.Budget;
import dev.weir.gateway.quota.TagLife.Phase;
import dev.weir.schemas.config.RedisSettings;
import dev.weir.schemas.redis.RedisKeys;
import dev.weir.schemas.redis.RedisLink;
import dev.weir.schemas.redis.RedisScript;
import dev.weir.schemas.redis.RedisUnavailableException;
import dev.weir.schemas.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Leases from Redis: one connection, scripts that each touch one quota window. */
final class RedisLeases implements LeaseStore {
  private static final RedisScript GRANT = RedisScript.load(RedisLeases.class, "grant.lua");
  private static final RedisScript BEAT = RedisScript.load(RedisLeases.class, "beat.lua");
  private static final RedisScript ANNOUNCED = RedisScript.load(RedisLeases.class, "announced.lua");
  private static final Duration TIMEOUT = Duration.ofMillis(500);

  private final RedisSession session;
  private final RedisKeys keys;
  private final String epoch;

  RedisLeases(RedisSettings settings, RedisKeys keys, String epoch) {
    this.session = new RedisSession(settings, TIMEOUT);
    this.keys = keys;
    this.epoch = epoch;
  }

  @Override
  public void connect() throws RedisUnavailableException {
    session.connect();
  }

  @Override
  public List<TagLife> beat() throws RedisUnavailableException {
    RedisLink open = session.link();
    List<RedisScript.Call> calls = new ArrayList<>();
    for (String tag : keys.tags()) {
      List<String> names = List.of(keys.life(tag), keys.wanted(tag), keys.epochEnded(tag, epoch));
      calls.add(BEAT.with(names, List.of(open.runId())));
    }
    List<Object> answers = open.call(calls);
    List<TagLife> lives = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      lives.add(life(keys.tags().get(i), list(answers.get(i))));
    }
    return lives;
  }

  private static TagLife life(String tag, List<?> answer) {
    Phase phase = Phase.valueOf(text(answer, 1).toUpperCase(Locale.ROOT));
    Set<String> wanted =
        list(answer.get(2)).stream().map(String::valueOf).collect(Collectors.toSet());
    List<String> record = list(answer.get(3)).stream().map(String::valueOf).toList();
    return new TagLife(tag, text(answer, 0), phase, wanted, RedisMissing.of(record));
  }

  @Override
  public List<Reply> ask(List<Ask> asks) throws RedisUnavailableException {
    RedisLink open = session.link();
    List<RedisScript.Call> calls = asks.stream().map(ask -> call(ask, open.runId())).toList();
    return open.call(calls).stream().map(answer -> reply(list(answer))).toList();
  }

  private RedisScript.Call call(Ask ask, String runId) {
    Budget budget = ask.budget();
    Window window = budget.window().window();
    Instant end = window.end();
    return GRANT.with(
        List.of(
            keys.life(ask.tag()),
            ask.key(),
            keys.epochQuotas(ask.tag(), epoch),
            keys.epochEnded(ask.tag(), epoch),
            keys.wanted(ask.tag())),
        List.of(
            ask.life(),
            runId,
            epoch,
            Long.toString(ask.seq()),
            Long.toString(ask.total()),
            Long.toString(ask.least()),
            Long.toString(ask.need()),
            Long.toString(ask.want()),
            Long.toString(ask.limit()),
            Long.toString(budget.version()),
            Long.toString(window.start().toEpochMilli()),
            end == null ? "" : Long.toString(end.toEpochMilli())));
  }

  private static Reply reply(List<?> answer) {
    return switch (text(answer, 0)) {
      case "ready" -> noted(Reply.Phase.READY, answer);
      case "filling" -> noted(Reply.Phase.FILLING, answer);
      case "over" -> noted(Reply.Phase.OVER, answer);
      case "old" -> new Reply.Old();
      case "ended" -> new Reply.Ended();
      default -> new Reply.OtherLife();
    };
  }

  private static Reply noted(Reply.Phase phase, List<?> answer) {
    return new Reply.Noted(
        phase,
        number(answer, 2),
        number(answer, 4),
        number(answer, 5),
        number(answer, 6),
        number(answer, 7) == 1);
  }

  @Override
  public boolean announced(String tag, String life) throws RedisUnavailableException {
    RedisLink open = session.link();
    List<String> names = List.of(keys.life(tag), keys.epochEnded(tag, epoch));
    List<String> args = List.of(life, open.runId(), epoch);
    return Long.valueOf(1).equals(open.call(List.of(ANNOUNCED.with(names, args))).getFirst());
  }

  @Override
  public void disconnect() {
    session.disconnect();
  }

  private static List<?> list(Object answer) {
    return answer instanceof List<?> list ? list : List.of();
  }

  private static String text(List<?> answer, int at) {
    return at < answer.size() ? String.valueOf(answer.get(at)) : "";
  }

  private static long number(List<?> answer, int at) {
    return answer.get(at) instanceof Long number ? number : 0;
  }
}
