package dev.weir.gateway.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.gateway.admin.AdminResult.Ok;
import dev.weir.gateway.admin.AdminResult.Problem;
import dev.weir.gateway.auth.KeyGenerator;
import dev.weir.gateway.auth.KeyHasher;
import dev.weir.gateway.auth.KeySyntax;
import dev.weir.gateway.directory.Change.Decision;
import dev.weir.gateway.directory.Change.Reject;
import dev.weir.gateway.directory.Change.Write;
import dev.weir.gateway.directory.Directory;
import dev.weir.schemas.events.BudgetLevel;
import dev.weir.schemas.events.BudgetTerms;
import dev.weir.schemas.events.KeyEntry;
import dev.weir.schemas.events.KeyRotation;
import dev.weir.schemas.events.KeyRotation.Retired;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Gives a key another secret, or its budget a new start. */
final class KeyRenewal {
  private static final String NEW_KEY = "new_key";

  private final Changes changes;
  private final KeyHasher hasher;
  private final EntryJson json;
  private final InstantSource clock;
  private final KeyGenerator generator = new KeyGenerator();

  KeyRenewal(Changes changes, KeyHasher hasher, EntryJson json, InstantSource clock) {
    this.changes = changes;
    this.hasher = hasher;
    this.json = json;
    this.clock = clock;
  }

  /**
   * The same key with another secret, and the given fields changed. The old secret works for {@code
   * grace_period} yet, or not at all.
   */
  AdminResult regenerate(AdminRequest request) {
    var fields = new Fields(request.body());
    Instant now = Terms.now(clock);
    String inBody = fields.text("key", null);
    String given = request.query().getOrDefault("key", inBody == null ? "" : inBody);
    String own = KeyApi.ownSecret(NEW_KEY, fields);
    Instant until = Terms.after("grace_period", fields, now);
    if (fields.says("new_master_key")) {
      fields.refuse("new_master_key", "is not possible: the master key is in the configuration");
    }
    Problem problem = KeyTerms.check(fields, now);
    if (problem != null || given.isEmpty()) {
      return problem == null ? KeyApi.required() : problem;
    }
    String secret = own == null ? generator.next() : own;
    return changes.make(
        request,
        directory -> {
          KeyEntry old = KeyApi.named(directory, hasher, given);
          return old == null
              ? new Reject<>(KeyApi.unknown())
              : renew(directory, KeyTerms.of(old, fields, now), secret, until, now);
        },
        key ->
            new Ok(json.generated(key, secret, fields.text("duration", null)), fields.warnings()));
  }

  private Decision<KeyEntry, Problem> renew(
      Directory directory, KeyEntry key, String secret, @Nullable Instant until, Instant now) {
    String hash = hasher.id(secret);
    Problem problem = KeyApi.secretTaken(directory, hasher, secret, NEW_KEY);
    if (problem == null) {
      problem = KeyApi.aliasTaken(directory, key);
    }
    if (problem != null) {
      return new Reject<>(problem);
    }
    KeyEntry renewed = key.rotated(rotation(key, hash, until, now), KeySyntax.name(secret));
    return new Write<>(KeyApi.withTeam(directory, renewed), List.of(), renewed);
  }

  private static KeyRotation rotation(
      KeyEntry key, String hash, @Nullable Instant until, Instant now) {
    KeyRotation old = key.rotation();
    var retired = new ArrayList<Retired>();
    if (old != null) {
      old.retired().stream().filter(it -> now.isBefore(it.until())).forEach(retired::add);
    }
    if (until != null) {
      retired.add(new Retired(old == null ? key.id() : old.hash(), until));
    }
    return new KeyRotation(hash, old == null ? 1 : old.count() + 1, now, retired);
  }

  /** Begins the key's budget anew: what was spent stays in the ledger and its totals. */
  AdminResult resetSpend(AdminRequest request) {
    var fields = new Fields(request.body());
    fields.require("reset_to");
    Long to = fields.usd("reset_to", 0L);
    if (to != null && to != 0) {
      fields.refuse("reset_to", "must be 0: what was spent can't be made up");
    }
    String given = request.query().getOrDefault("key", "");
    Problem problem = fields.problem();
    if (problem != null) {
      return problem;
    }
    Instant now = Terms.now(clock);
    return changes.make(
        request,
        directory -> reset(KeyApi.named(directory, hasher, given), now),
        key -> new Ok(resetAnswer(key), fields.warnings()));
  }

  private static Decision<KeyEntry, Problem> reset(@Nullable KeyEntry key, Instant now) {
    if (key == null) {
      return new Reject<>(KeyApi.unknown());
    }
    BudgetTerms budget = key.budget();
    if (budget == null) {
      return new Reject<>(
          Problem.badRequest(
              "The key has no `max_budget`: its spend holds nothing, and stays in the ledger.",
              "key"));
    }
    var next = new BudgetTerms(budget.limitNanoUsd(), budget.duration(), budget.generation() + 1);
    KeyEntry reset = key.withBudget(next, now);
    return new Write<>(List.of(reset), List.of(), reset);
  }

  private ObjectNode resetAnswer(KeyEntry key) {
    BudgetTerms budget = Objects.requireNonNull(key.budget());
    var before = new BudgetTerms(budget.limitNanoUsd(), budget.duration(), budget.generation() - 1);
    ObjectNode answer = EntryJson.object().put("key_hash", key.id()).put("spend", BigDecimal.ZERO);
    answer.put("previous_spend", json.spentIn(json.reading(), BudgetLevel.KEY, key.id(), before));
    json.budget(answer, BudgetLevel.KEY, key.id(), budget);
    answer.remove("budget_duration");
    return answer;
  }
}
