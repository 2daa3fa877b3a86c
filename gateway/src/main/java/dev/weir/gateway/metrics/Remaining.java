package dev.weir.gateway.metrics;

import dev.weir.gateway.metrics.LatestGauges.Labelled;
import dev.weir.schemas.events.Payer;
import dev.weir.schemas.events.Route;
import io.micrometer.core.instrument.Tags;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What is left of a deployment's limit: the provider's word, else of the limit that the operator
 * set.
 *
 * @param unit {@code requests} or {@code tokens}
 */
record Remaining(String unit, String key, @Nullable String alias, Route route, URI apiBase)
    implements Labelled {
  static Remaining of(String unit, Payer payer, Route route, URI apiBase) {
    return new Remaining(unit, payer.keyId(), payer.keyAlias(), route, apiBase);
  }

  @Override
  public String name() {
    return "litellm_remaining_" + unit + "_metric";
  }

  @Override
  public String help() {
    return "What is left of a deployment's limit of " + unit + ", as the provider says if it does";
  }

  @Override
  public Tags tags() {
    return Tags.of(
        "model_group",
        route.group(),
        "api_provider",
        route.provider(),
        "api_base",
        apiBase.toString(),
        "litellm_model_name",
        route.model(),
        "hashed_api_key",
        key,
        "api_key_alias",
        Labels.orNone(alias),
        "model_id",
        route.deployment());
  }
}
