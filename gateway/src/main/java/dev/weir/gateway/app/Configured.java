package dev.weir.gateway.app;

import dev.weir.gateway.auth.Authenticator;
import dev.weir.gateway.auth.Budgets;
import dev.weir.gateway.config.Deployments;
import dev.weir.gateway.config.Groups;
import dev.weir.gateway.core.Candidate;
import dev.weir.gateway.directory.Directory;
import dev.weir.gateway.http.Serving;
import dev.weir.gateway.pipeline.Intake;
import dev.weir.gateway.pipeline.Pipeline;
import dev.weir.gateway.pipeline.Stages;
import dev.weir.gateway.routing.RoutingTable;
import dev.weir.gateway.translate.ProviderErrors;
import dev.weir.schemas.config.WeirConfig;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What is made of a configuration: made anew with each reading of it, and swapped whole. It does
 * not change, so a call that keeps to the one it began with sees one configuration.
 *
 * @param table the groups and their deployments
 * @param budgets tells which budgets hold a caller
 */
record Configured(WeirConfig config, RoutingTable table, Budgets budgets, Serving serving) {
  /** Longer than models are silent within an answer, where the operator says nothing. */
  private static final Duration STREAM_IDLE = Duration.ofMinutes(2);

  /** Has no effect on what serves now. */
  static Configured of(WeirConfig config, Parts parts) {
    List<Candidate> candidates = Deployments.of(config, parts.prices());
    RoutingTable table =
        Groups.table(config.router(), candidates, Deployments.maker(config, parts.prices()));
    var litellm = config.litellm();
    var budgets = new Budgets(parts.zone(), litellm.globalBudget(), parts.clock().millis());
    var serving =
        new Serving(
            authenticator(config, parts),
            intake(config, parts, table, budgets),
            pipeline(config, parts, budgets),
            ModelCards.of(config, candidates, parts.prices()),
            new Serving.Terms(
                config.weir().bodyLimit(),
                litellm.budgetExceededStatus(),
                litellm.requireAuthForMetrics()));
    return new Configured(config, table, budgets, serving);
  }

  private static Authenticator authenticator(WeirConfig config, Parts parts) {
    return new Authenticator(
        parts.hasher(),
        parts.directory()::keyBySecret,
        parts.directory()::team,
        parts.directory()::user,
        config.general().masterKey(),
        parts.clock());
  }

  private static Intake intake(
      WeirConfig config, Parts parts, RoutingTable table, Budgets budgets) {
    return new Intake(
        table,
        Groups.rules(config.router(), config.weir().routing().maxRetryAfter()),
        new SharedUsage(parts.traffic(), parts.rates()),
        budgets,
        new Intake.Terms(
            config.litellm().requestTimeout(),
            config.general().allowMockTestingParams(),
            parts.callbacks(),
            parts.cache().rules(config.cache())),
        parts.clock(),
        () -> ThreadLocalRandom.current().nextLong());
  }

  private static Pipeline pipeline(WeirConfig config, Parts parts, Budgets budgets) {
    return new Pipeline(
        stages(config, parts, budgets),
        parts.clockwork(),
        parts.trails(),
        Groups.terms(config.weir()),
        parts.callbacks(),
        parts.cache().cache());
  }

  private static LedgerLog log(Parts parts, Budgets budgets) {
    Directory all = parts.directory();
    var soft = new SoftBudgets(all::key, all::team, all::user, budgets, parts.clock());
    return new LedgerLog(parts.ledger(), soft);
  }

  private static Stages stages(WeirConfig config, Parts parts, Budgets budgets) {
    return new Stages(
        parts.leases(),
        parts.rates(),
        log(parts, budgets),
        parts.providers(),
        parts.traffic(),
        new ProviderErrors(parts.clock()),
        parts.metrics(),
        parts.clock(),
        System::nanoTime,
        config.weir().calls().connectTimeout(),
        streamIdle(config));
  }

  private static Duration streamIdle(WeirConfig config) {
    Duration patience = config.litellm().requestTimeout();
    return patience.compareTo(STREAM_IDLE) < 0 ? patience : STREAM_IDLE;
  }
}
