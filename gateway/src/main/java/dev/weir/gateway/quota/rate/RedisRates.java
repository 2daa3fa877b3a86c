package dev.weir.gateway.quota.rate;

import dev.weir.gateway.quota.RedisSession;
import dev.weir.schemas.config.RedisSettings;
import dev.weir.schemas.redis.RedisKeys;
import dev.weir.schemas.redis.RedisLink;
import dev.weir.schemas.redis.RedisScript;
import dev.weir.schemas.redis.RedisUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** Grants from Redis: one connection, scripts that each touch one quota. */
final class RedisRates implements RateStore {
  private static final RedisScript BEAT = RedisScript.load(RedisRates.class, "beat.lua");
  private static final RedisScript WINDOW = RedisScript.load(RedisRates.class, "window.lua");
  private static final RedisScript PERMITS = RedisScript.load(RedisRates.class, "permits.lua");
  private static final Duration TIMEOUT = Duration.ofMillis(250);
  private static final int FIRST_LEAVING = 4;

  private final RedisSession session;
  private final RedisKeys keys;
  private final String epoch;
  private final RateSettings settings;

  RedisRates(RedisSettings redis, RedisKeys keys, String epoch, RateSettings settings) {
    this.session = new RedisSession(redis, TIMEOUT);
    this.keys = keys;
    this.epoch = epoch;
    this.settings = settings;
  }

  @Override
  public void connect() throws RedisUnavailableException {
    session.connect();
  }

  @Override
  public List<RateTag> beat() throws RedisUnavailableException {
    return beat("0");
  }

  @Override
  public void leave() throws RedisUnavailableException {
    beat("1");
  }

  private List<RateTag> beat(String stops) throws RedisUnavailableException {
    RedisLink open = session.link();
    List<RedisScript.Call> calls = new ArrayList<>();
    for (String tag : keys.rateTags()) {
      calls.add(
          BEAT.with(
              List.of(keys.life(tag), keys.rateNodes(tag)),
              List.of(
                  open.runId(),
                  epoch,
                  stops,
                  millis(settings.silent()),
                  millis(settings.settling()))));
    }
    List<Object> answers = open.call(calls);
    List<RateTag> tags = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      List<?> answer = list(answers.get(i));
      tags.add(
          new RateTag(
              keys.rateTags().get(i),
              String.valueOf(answer.getFirst()),
              (int) number(answer, 1),
              number(answer, 2) == 1));
    }
    return tags;
  }

  @Override
  public List<RateReply> ask(List<RateAsk> asks, long seq, int nodes)
      throws RedisUnavailableException {
    RedisLink open = session.link();
    List<RedisScript.Call> calls = new ArrayList<>(asks.size());
    for (int i = 0; i < asks.size(); i++) {
      calls.add(call(asks.get(i), open.runId(), seq + i, nodes));
    }
    return open.call(calls).stream().map(answer -> reply(list(answer))).toList();
  }

  private RedisScript.Call call(RateAsk ask, String runId, long seq, int nodes) {
    String tag = ask.tag();
    List<String> names = new ArrayList<>();
    names.add(keys.life(tag));
    names.add(keys.rateNodes(tag));
    names.add(keys.rate(tag, ask.name()));
    RateAsk.Wish wish = ask.wish();
    List<String> args = new ArrayList<>();
    args.addAll(List.of(ask.life(), runId, epoch, Long.toString(seq), Integer.toString(nodes)));
    args.add(millis(settings.settling()));
    for (long number :
        new long[] {wish.limit(), wish.least(), wish.need(), wish.want(), wish.own()}) {
      args.add(Long.toString(number));
    }
    return switch (ask) {
      case RateAsk.Window window -> {
        names.add(keys.rateSeq(tag, ask.name(), epoch));
        args.add(millis(settings.bucket()));
        args.add(millis(settings.counts()));
        args.add(charges(window.charges()));
        args.add(returns(window.returns()));
        yield WINDOW.with(names, args);
      }
      case RateAsk.Permits _ -> {
        args.add(millis(settings.silent()));
        yield PERMITS.with(names, args);
      }
    };
  }

  /** An age is rounded down: later counts longer. */
  private static String charges(List<History.Use> charges) {
    StringJoiner text = new StringJoiner(",");
    charges.forEach(it -> text.add(Duration.ofNanos(it.age()).toMillis() + ":" + it.count()));
    return text.toString();
  }

  private static String returns(List<Taken.Part> returns) {
    StringJoiner text = new StringJoiner(",");
    returns.forEach(it -> text.add(it.bucket() + ":" + it.count()));
    return text.toString();
  }

  private static RateReply reply(List<?> answer) {
    return switch (String.valueOf(answer.getFirst())) {
      case "ok" -> {
        List<RateReply.Leaving> leaving = new ArrayList<>();
        for (int i = FIRST_LEAVING; i + 1 < answer.size(); i += 2) {
          leaving.add(new RateReply.Leaving(number(answer, i), number(answer, i + 1)));
        }
        yield new RateReply.Noted(number(answer, 1), number(answer, 2), number(answer, 3), leaving);
      }
      case "old" -> new RateReply.Old();
      default -> new RateReply.OtherLife();
    };
  }

  @Override
  public void disconnect() {
    session.disconnect();
  }

  private static String millis(Duration duration) {
    return Long.toString(duration.toMillis());
  }

  private static List<?> list(Object answer) {
    return answer instanceof List<?> list ? list : List.of("");
  }

  private static long number(List<?> answer, int at) {
    return answer.get(at) instanceof Long number ? number : 0;
  }
}
