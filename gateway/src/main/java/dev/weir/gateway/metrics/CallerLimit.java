package dev.weir.gateway.metrics;

import dev.weir.gateway.core.RateLimit;
import dev.weir.gateway.core.RateLimit.Scope;
import dev.weir.gateway.core.RateLimit.Unit;
import dev.weir.gateway.metrics.LatestGauges.Labelled;
import dev.weir.schemas.events.Payer;
import io.micrometer.core.instrument.Tags;
import org.jspecify.annotations.Nullable;

/**
 * A figure about a caller's limit, under LiteLLM's names.
 *
 * @param alias of the key or team
 * @param model empty: all
 */
record CallerLimit(Figure figure, Unit unit, String owner, @Nullable String alias, String model)
    implements Labelled {
  /** What is shown. */
  enum Figure {
    KEY_ALLOWED("litellm_api_key_rate_limit_allowed_metric", "A key's limit"),
    KEY_USED("litellm_api_key_rate_limit_used_metric", "Used of a key's limit"),
    TEAM_ALLOWED("litellm_team_rate_limit_allowed_metric", "A team's limit"),
    TEAM_USED("litellm_team_rate_limit_used_metric", "Used of a team's limit"),
    MODEL_REQUESTS(
        "litellm_remaining_api_key_requests_for_model", "Left of a key's requests for a model"),
    MODEL_TOKENS(
        "litellm_remaining_api_key_tokens_for_model", "Left of a key's tokens for a model");

    private final String wire;
    private final String help;

    Figure(String wire, String help) {
      this.wire = wire;
      this.help = help;
    }
  }

  static CallerLimit of(Figure figure, RateLimit limit, Payer payer, String model) {
    boolean team = limit.scope() == Scope.TEAM;
    return new CallerLimit(
        figure,
        limit.unit(),
        team ? limit.owner() : payer.keyId(),
        team ? payer.teamAlias() : payer.keyAlias(),
        model);
  }

  @Override
  public String name() {
    return figure.wire;
  }

  @Override
  public String help() {
    return figure.help;
  }

  @Override
  public Tags tags() {
    return switch (figure) {
      case KEY_ALLOWED, KEY_USED -> key().and("rate_limit_type", unit.label());
      case TEAM_ALLOWED, TEAM_USED ->
          Tags.of(
              "team", owner, "team_alias", Labels.orNone(alias), "rate_limit_type", unit.label());
      case MODEL_REQUESTS, MODEL_TOKENS -> key().and("model", model, "model_id", "None");
    };
  }

  private Tags key() {
    return Tags.of("hashed_api_key", owner, "api_key_alias", Labels.orNone(alias));
  }
}
