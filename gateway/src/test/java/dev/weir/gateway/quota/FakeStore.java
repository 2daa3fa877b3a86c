package dev.weir.gateway.quota;

import dev.weir.gateway.quota.Reply.Noted;
import dev.weir.schemas.redis.RedisUnavailableException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** A store in memory: gives what the test lets it give, and remembers what it was told. */
final class FakeStore implements LeaseStore {
  /** Every ask, in order. */
  final List<Ask> asks = new ArrayList<>();

  /** Life and tag of each announcement, in order. */
  final List<String> announcements = new ArrayList<>();

  /** Last told total by quota, in micro-USD. */
  final Map<String, Long> told = new LinkedHashMap<>();

  Function<Ask, Reply> answer = ask -> granted(ask.want());
  TagLife.Phase phase = TagLife.Phase.READY;
  Set<String> wanted = Set.of();
  String life = "life-1";
  boolean down;
  boolean loseNextAnswer;

  /** Granted, with nothing known to be spent by others. */
  static Noted granted(long micros) {
    return new Noted(Reply.Phase.READY, micros, micros, 0, 0, false);
  }

  /** Nothing granted: others have spent so much and hold the rest. */
  static Noted nothing(long spentByOthers) {
    return new Noted(Reply.Phase.READY, 0, 1_000_000, spentByOthers, 0, true);
  }

  @Override
  public void connect() throws RedisUnavailableException {
    if (down) {
      throw new RedisUnavailableException("down", new IllegalStateException());
    }
  }

  @Override
  public List<TagLife> beat() throws RedisUnavailableException {
    connect();
    List<TagLife> lives = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      lives.add(new TagLife("w" + i, life, phase, wanted, List.of()));
    }
    return lives;
  }

  @Override
  public List<Reply> ask(List<Ask> some) throws RedisUnavailableException {
    connect();
    List<Reply> replies = new ArrayList<>();
    for (Ask ask : some) {
      asks.add(ask);
      Reply reply = ask.life().equals(life) ? answer.apply(ask) : new Reply.OtherLife();
      if (reply instanceof Noted noted) {
        told.put(ask.key(), ask.total() + noted.granted());
      }
      replies.add(reply);
    }
    if (loseNextAnswer) {
      loseNextAnswer = false;
      throw new RedisUnavailableException("lost", new IllegalStateException());
    }
    return replies;
  }

  @Override
  public boolean announced(String tag, String toLife) {
    announcements.add(toLife + " " + tag);
    return toLife.equals(life);
  }

  @Override
  public void disconnect() {}

  Ask last() {
    return asks.getLast();
  }
}
