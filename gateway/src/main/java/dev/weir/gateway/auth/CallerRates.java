package dev.weir.gateway.auth;

import dev.weir.gateway.core.Caller;
import dev.weir.gateway.core.RateLimit;
import dev.weir.gateway.core.RateLimit.Scope;
import dev.weir.gateway.core.RateLimit.Unit;
import dev.weir.schemas.events.KeyEntry;
import dev.weir.schemas.events.MemberTerms;
import dev.weir.schemas.events.Payer;
import dev.weir.schemas.events.TeamEntry;
import dev.weir.schemas.events.UserEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rates that a caller has to keep to: the key's, its team's, those of a model in each, its
 * user's, and those of the user in the team.
 */
public final class CallerRates {
  /** Where LiteLLM keeps the limits by model: in the metadata of key and team. */
  public static final String MODEL_RPM = "model_rpm_limit";

  /** As {@link #MODEL_RPM}, of tokens. */
  public static final String MODEL_TPM = "model_tpm_limit";

  private CallerRates() {}

  /**
   * All that concern a call. The master key has none.
   *
   * @param models names of the model that is asked for: as the client wrote it, and its group
   */
  public static List<RateLimit> of(Caller caller, List<String> models) {
    return switch (caller) {
      case Caller.Master _ -> List.of();
      case Caller.VirtualKey(KeyEntry key, TeamEntry team, UserEntry user, _) ->
          of(key, team, user, models);
    };
  }

  private static List<RateLimit> of(
      KeyEntry key, @Nullable TeamEntry team, @Nullable UserEntry user, List<String> models) {
    var rates = new ArrayList<RateLimit>();
    String id = key.id();
    add(rates, Scope.API_KEY, id, Unit.REQUESTS, key.rpmLimit());
    add(rates, Scope.API_KEY, id, Unit.TOKENS, key.tpmLimit());
    add(rates, Scope.API_KEY, id, Unit.MAX_PARALLEL_REQUESTS, key.maxParallelRequests());
    byModel(rates, Scope.MODEL_PER_KEY, id, key.metadata(), models);
    if (team != null) {
      add(rates, Scope.TEAM, team.id(), Unit.REQUESTS, team.rpmLimit());
      add(rates, Scope.TEAM, team.id(), Unit.TOKENS, team.tpmLimit());
      add(rates, Scope.TEAM, team.id(), Unit.MAX_PARALLEL_REQUESTS, team.maxParallelRequests());
      byModel(rates, Scope.MODEL_PER_TEAM, team.id(), team.metadata(), models);
      addMember(rates, team, key.user());
    }
    if (user != null) {
      add(rates, Scope.USER, user.id(), Unit.REQUESTS, user.rpmLimit());
      add(rates, Scope.USER, user.id(), Unit.TOKENS, user.tpmLimit());
      add(rates, Scope.USER, user.id(), Unit.MAX_PARALLEL_REQUESTS, user.maxParallelRequests());
    }
    return rates;
  }

  private static void addMember(List<RateLimit> rates, TeamEntry team, @Nullable String user) {
    if (user != null) {
      MemberTerms terms = team.termsOf(user);
      String member = Payer.member(user, team.id());
      add(rates, Scope.TEAM_MEMBER, member, Unit.REQUESTS, terms.rpmLimit());
      add(rates, Scope.TEAM_MEMBER, member, Unit.TOKENS, terms.tpmLimit());
    }
  }

  private static void byModel(
      List<RateLimit> rates,
      Scope scope,
      String owner,
      Map<String, Object> metadata,
      List<String> models) {
    byModel(rates, scope, owner, Unit.REQUESTS, metadata.get(MODEL_RPM), models);
    byModel(rates, scope, owner, Unit.TOKENS, metadata.get(MODEL_TPM), models);
  }

  private static void byModel(
      List<RateLimit> rates,
      Scope scope,
      String owner,
      Unit unit,
      @Nullable Object limits,
      List<String> models) {
    if (limits instanceof Map<?, ?> byName) {
      for (String model : models) {
        if (byName.get(model) instanceof Number limit) {
          add(rates, scope, owner + ":" + model, unit, Math.max(0, limit.longValue()));
          return;
        }
      }
    }
  }

  private static void add(
      List<RateLimit> rates, Scope scope, String owner, Unit unit, @Nullable Long limit) {
    if (limit != null) {
      rates.add(new RateLimit(scope, owner, unit, limit));
    }
  }
}
