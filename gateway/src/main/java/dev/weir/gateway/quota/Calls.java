package dev.weir.gateway.quota;

import static dev.weir.schemas.money.Money.nanosFromMicros;

import dev.weir.schemas.redis.RedisUnavailableException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Sends calls for leases and takes in the answers. What was granted counts only once its answer was
 * read; a call without an answer is healed by the next one, which tells the total again.
 */
final class Calls {
  private final LeaseStore store;
  private final LongSupplier nanos;
  private List<Lease> underWay = List.of();
  private long seq;

  Calls(LeaseStore store, LongSupplier nanos) {
    this.store = store;
    this.nanos = nanos;
  }

  /** How a round of calls went. */
  enum Outcome {
    NOTED,
    /** At least one was meant for another life. */
    OTHER_LIFE,
    /** The epoch has been ended: every lease is void. */
    ENDED
  }

  Outcome call(Map<Lease, Wish> wishes, Function<Lease, String> life)
      throws RedisUnavailableException {
    Map<Lease, Ask> asks = new LinkedHashMap<>();
    wishes.forEach((lease, wish) -> asks.put(lease, ask(lease, wish, life.apply(lease))));
    if (asks.isEmpty()) {
      return Outcome.NOTED;
    }
    underWay = List.copyOf(asks.keySet());
    List<Reply> replies = store.ask(new ArrayList<>(asks.values()));
    Outcome worst = Outcome.NOTED;
    for (int i = 0; i < replies.size(); i++) {
      Lease lease = underWay.get(i);
      Ask ask = asks.get(lease);
      Outcome outcome = ask == null ? Outcome.NOTED : take(lease, ask, replies.get(i));
      worst = outcome.compareTo(worst) > 0 ? outcome : worst;
    }
    underWay = List.of();
    return worst;
  }

  /** The answers of the calls under way will never be read: what Redis noted is not known. */
  List<Lease> lost() {
    List<Lease> lost = underWay;
    underWay = List.of();
    lost.forEach(lease -> lease.usage.told = Usage.UNKNOWN);
    return lost;
  }

  private Ask ask(Lease lease, Wish wish, String life) {
    return new Ask(
        lease.terms(),
        lease.tag,
        lease.key,
        life,
        ++seq,
        lease.totalMicros(),
        wish.least(),
        wish.need(),
        wish.want());
  }

  private Outcome take(Lease lease, Ask ask, Reply reply) {
    return switch (reply) {
      case Reply.Noted noted -> {
        take(lease, ask, noted);
        yield Outcome.NOTED;
      }
      case Reply.Old() -> {
        lease.usage.told = Usage.UNKNOWN;
        yield Outcome.NOTED;
      }
      case Reply.OtherLife() -> Outcome.OTHER_LIFE;
      case Reply.Ended() -> Outcome.ENDED;
    };
  }

  private void take(Lease lease, Ask ask, Reply.Noted noted) {
    long now = nanos.getAsLong();
    lease.usage.told = ask.total() + noted.granted();
    lease.usage.tight = noted.wanted() || noted.granted() < ask.want();
    long waiting = lease.waiters.demand().sum();
    lease.usage.watermark(lease.usage.target(lease.taken(), waiting, lease.limit(), now));
    lease.learn(
        new Knowledge(
            lease.knowledge().answers() + 1,
            now,
            nanosFromMicros(noted.finished() - noted.ownFinished()),
            nanosFromMicros(noted.used()),
            noted.phase() == Reply.Phase.OVER));
    lease.grant(noted.granted());
    lease.waiters.wakeAll();
  }
}
