package dev.weir.gateway.metrics;

import dev.weir.schemas.events.Payer;
import dev.weir.schemas.events.Route;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who paid for what, as LiteLLM's labels say it. An absent value is the text {@code None}. The
 * labels that have a value per caller's address or program are left out: they grow without bound.
 *
 * @param alias of the key: it may change while the key stays
 */
record Labels(
    String key,
    @Nullable String alias,
    @Nullable String team,
    @Nullable String teamAlias,
    @Nullable String user,
    String requested,
    String model,
    String deployment,
    String provider) {
  private static final String OTHER = "other";

  /** Stands for every payer once there are too many. */
  static Labels other(Route route, String requested) {
    return of(new Payer(OTHER, OTHER, OTHER, OTHER, OTHER, List.of()), route, requested);
  }

  static Labels of(Payer payer, Route route, String requested) {
    return new Labels(
        payer.keyId(),
        payer.keyAlias(),
        payer.team(),
        payer.teamAlias(),
        payer.user(),
        requested,
        route.model(),
        route.deployment(),
        route.provider());
  }

  Tags tags() {
    return Tags.of(
        "end_user",
        "None",
        "hashed_api_key",
        key,
        "api_key_alias",
        orNone(alias),
        "team",
        orNone(team),
        "team_alias",
        orNone(teamAlias),
        "user",
        orNone(user),
        "model",
        model,
        "requested_model",
        requested,
        "model_id",
        deployment,
        "api_provider",
        provider);
  }

  static String orNone(@Nullable String text) {
    return text == null || text.isEmpty() ? "None" : text;
  }
}
