package dev.weir.gateway.config;

import dev.weir.gateway.core.Candidate;
import dev.weir.gateway.core.FailurePolicy;
import dev.weir.gateway.core.GroupTerms;
import dev.weir.gateway.routing.RetryRules;
import dev.weir.gateway.routing.RoutingRules;
import dev.weir.gateway.routing.RoutingTable;
import dev.weir.schemas.config.Retries;
import dev.weir.schemas.config.RouterSettings;
import dev.weir.schemas.config.WeirSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What routing needs of a configuration. */
public final class Groups {
  private Groups() {}

  /** The groups of these deployments, with the configured aliases. */
  public static RoutingTable table(
      RouterSettings router, List<Candidate> candidates, RoutingTable.Maker wildcards) {
    Map<String, String> aliases = new HashMap<>();
    router.aliases().forEach((name, alias) -> aliases.put(name, alias.group()));
    return new RoutingTable(candidates, aliases, wildcards);
  }

  /** Which deployment, how often, how soon and where else. */
  public static RoutingRules rules(RouterSettings router, Duration maxRetryAfter) {
    Retries retries = router.retries();
    Map<String, FailurePolicy> ofGroups = new HashMap<>();
    retries.groupPolicy().forEach((group, policy) -> ofGroups.put(group, Breakers.policy(policy)));
    return new RoutingRules(
        router.balancing(),
        new RetryRules(
            retries.count(),
            null,
            retries.leastWait(),
            maxRetryAfter,
            Breakers.policy(retries.policy()),
            ofGroups),
        router.fallbacks(),
        router.maxFallbacks());
  }

  /** What is special about the calls of some groups. */
  public static Map<String, GroupTerms> terms(WeirSettings weir) {
    Map<String, GroupTerms> terms = new HashMap<>();
    weir.groups()
        .forEach((name, group) ->
            terms.put(name, new GroupTerms(group.hedgeAfter(), group.streamRecovery())));
    return terms;
  }
}
