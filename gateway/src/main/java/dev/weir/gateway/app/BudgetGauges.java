package dev.weir.gateway.app;

import dev.weir.gateway.auth.Budgets;
import dev.weir.gateway.directory.Directory;
import dev.weir.gateway.metrics.PrometheusMetrics;
import dev.weir.gateway.quota.RedisSpend;
import dev.weir.schemas.events.BudgetLevel;
import dev.weir.schemas.events.BudgetTerms;
import dev.weir.schemas.events.BudgetWindow;
import dev.weir.schemas.events.KeyEntry;
import dev.weir.schemas.events.TeamEntry;
import dev.weir.schemas.operations.GaugeRow;
import dev.weir.schemas.window.Window;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is left of the budgets of keys and teams, by LiteLLM's names: read from Redis every ten
 * seconds by a thread of its own, never by a call or a scrape. All nodes show the same figures.
 */
final class BudgetGauges implements AutoCloseable {
  private static final double NANOS = 1e9;
  private static final double SECONDS_PER_HOUR = 3600;

  private final Directory directory;
  private final Supplier<Budgets> budgets;
  private final RedisSpend redis;
  private final int most;
  private final InstantSource clock;
  private final Thread thread;
  private volatile List<Standing> standings = List.of();
  private volatile int dropped;

  /**
   * A budget as it stood when it was read.
   *
   * @param spentNanoUsd null: it can't be told
   */
  private record Standing(
      BudgetWindow window,
      @Nullable String alias,
      long limitNanoUsd,
      @Nullable Long spentNanoUsd) {}

  /** A budget, and the alias of whose it is. */
  private record Owned(BudgetLevel level, String id, @Nullable String alias, BudgetTerms terms) {}

  /**
   * @param most keys, and most teams, that are shown
   */
  BudgetGauges(
      Directory directory,
      Supplier<Budgets> budgets,
      RedisSpend redis,
      int most,
      InstantSource clock,
      Duration every) {
    this.directory = directory;
    this.budgets = budgets;
    this.redis = redis;
    this.most = most;
    this.clock = clock;
    this.thread = Thread.ofPlatform().daemon().name("budget-gauges").unstarted(() -> run(every));
  }

  BudgetGauges start(PrometheusMetrics metrics) {
    register(metrics, BudgetLevel.TEAM, "team", "team", "team_alias");
    register(metrics, BudgetLevel.KEY, "api_key", "hashed_api_key", "api_key_alias");
    metrics
        .page()
        .gauge("litellm_teams_count", "Teams", Tags.empty(), () -> directory.teams().size());
    metrics.page().gauge("weir_keys", "Virtual keys", Tags.empty(), () -> directory.keys().size());
    metrics
        .page()
        .gauge(
            "weir_metrics_budgets_dropped",
            "Budgets for which there was no room on this page",
            Tags.empty(),
            () -> dropped);
    thread.start();
    return this;
  }

  /** A budget's figure; null where it is not known. */
  private interface Figure {
    @Nullable Double of(Standing it);
  }

  private void register(
      PrometheusMetrics metrics, BudgetLevel level, String word, String id, String alias) {
    Function<Figure, Supplier<List<GaugeRow>>> rows =
        figure -> () -> rows(level, id, alias, figure);
    metrics
        .page()
        .gauges(
            "litellm_" + word + "_max_budget_metric",
            "The budget in USD",
            rows.apply(it -> it.limitNanoUsd / NANOS));
    metrics
        .page()
        .gauges(
            "litellm_remaining_" + word + "_budget_metric",
            "What is left of the budget in USD, as accounting has settled it",
            rows.apply(it ->
                it.spentNanoUsd == null ? null : (it.limitNanoUsd - it.spentNanoUsd) / NANOS));
    metrics
        .page()
        .gauges(
            "litellm_" + word + "_budget_remaining_hours_metric",
            "Hours until the budget is whole again",
            rows.apply(it -> hours(it.window.window())));
  }

  private List<GaugeRow> rows(BudgetLevel level, String id, String alias, Figure figure) {
    List<GaugeRow> rows = new ArrayList<>();
    for (Standing it : standings) {
      Double value = it.window.level() == level ? figure.of(it) : null;
      if (value != null) {
        String name = it.alias == null || it.alias.isEmpty() ? "None" : it.alias;
        rows.add(new GaugeRow(Tags.of(id, it.window.owner(), alias, name), value));
      }
    }
    return rows;
  }

  private @Nullable Double hours(Window window) {
    Instant end = window.end();
    return end == null
        ? null
        : Duration.between(clock.instant(), end).toSeconds() / SECONDS_PER_HOUR;
  }

  private void run(Duration every) {
    try {
      while (true) {
        read();
        Thread.sleep(every);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What can't be told now has no row: an old figure would look like a new one. */
  private void read() {
    Instant now = clock.instant();
    List<Owned> keys =
        directory.keys().stream().map(BudgetGauges::owned).filter(Objects::nonNull).toList();
    List<Owned> teams =
        directory.teams().stream().map(BudgetGauges::owned).filter(Objects::nonNull).toList();
    dropped = Math.max(0, keys.size() - most) + Math.max(0, teams.size() - most);
    Map<Owned, BudgetWindow> windows = new LinkedHashMap<>();
    Stream.concat(keys.stream().limit(most), teams.stream().limit(most))
        .forEach(it -> windows.put(it, budgets.get().window(it.level, it.id, it.terms, now)));
    Map<BudgetWindow, Long> spent = redis.settledNanoUsd(windows.values());
    standings =
        windows.entrySet().stream()
            .map(it ->
                new Standing(
                    it.getValue(),
                    it.getKey().alias,
                    it.getKey().terms.limitNanoUsd(),
                    spent.get(it.getValue())))
            .toList();
  }

  private static @Nullable Owned owned(KeyEntry key) {
    return key.budget() == null
        ? null
        : new Owned(BudgetLevel.KEY, key.id(), key.alias(), key.budget());
  }

  private static @Nullable Owned owned(TeamEntry team) {
    return team.budget() == null
        ? null
        : new Owned(BudgetLevel.TEAM, team.id(), team.alias(), team.budget());
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
