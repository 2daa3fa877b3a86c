package dev.weir.gateway.idempotency;

import dev.weir.gateway.idempotency.SharedClaims.Ticket;
import dev.weir.schemas.redis.RedisKeys;
import dev.weir.schemas.redis.RedisScript;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The scripts, and what their answers mean. */
record RedisCalls(RedisKeys keys, Duration lease, Duration keep) {
  private static final RedisScript CLAIM = RedisScript.load(RedisCalls.class, "claim.lua");
  private static final RedisScript FINISH = RedisScript.load(RedisCalls.class, "finish.lua");
  private static final RedisScript FREE = RedisScript.load(RedisCalls.class, "free.lua");

  RedisScript.Call claim(Ticket ticket) {
    return ask(ticket, lease.toMillis());
  }

  RedisScript.Call look(Ticket ticket) {
    return ask(ticket, 0);
  }

  private RedisScript.Call ask(Ticket ticket, long leaseMillis) {
    return CLAIM.with(
        name(ticket), List.of(ticket.owner(), ticket.request().hex(), Long.toString(leaseMillis)));
  }

  /**
   * Notes a success.
   *
   * @param stored empty: too large to be kept
   */
  RedisScript.Call finish(Ticket ticket, String stored) {
    String millis = Long.toString(keep.toMillis());
    return FINISH.with(
        name(ticket), List.of(ticket.owner(), ticket.request().hex(), stored, millis));
  }

  RedisScript.Call free(Ticket ticket) {
    return FREE.with(name(ticket), List.of(ticket.owner()));
  }

  private List<String> name(Ticket ticket) {
    return List.of(keys.idempotency(ticket.id()));
  }

  /** What a claim or a look was answered. */
  static Shared read(Object answer) {
    List<?> parts = answer instanceof List<?> list ? list : List.of();
    return switch (parts.isEmpty() ? "" : String.valueOf(parts.getFirst())) {
      case "claimed" -> new Shared.Ours();
      case "running" -> new Shared.Running();
      case "different" -> new Shared.Different();
      case "done" -> done(String.valueOf(parts.getLast()));
      case "none" -> new Shared.Unknown();
      default -> new Shared.Away();
    };
  }

  private static Shared done(String stored) {
    if (stored.isEmpty()) {
      return new Shared.NotKept();
    }
    try {
      return new Shared.Done(StoredAnswer.read(stored));
    } catch (IOException e) {
      // Another version of Weir wrote it: the call was made all the same.
      return new Shared.NotKept();
    }
  }
}
