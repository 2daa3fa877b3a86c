package dev.weir.gateway.metrics;

import dev.weir.gateway.core.Deployment;
import dev.weir.schemas.events.Payer;
import dev.weir.schemas.events.Route;
import io.micrometer.core.instrument.Tag;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who called what, as LiteLLM's labels say it: a key in a map, made for each count, so its tags are
 * not made yet. What is null is on the page as the text {@code None}. So is a label of which Weir
 * has no value: a client's address or program would grow without bound.
 *
 * @param detail what else tells two apart
 */
record Labels(Who who, Where where, @Nullable Detail detail) {

  /**
   * Who pays.
   *
   * @param alias of the key: it may change while the key stays
   */
  private record Who(
      @Nullable String key,
      @Nullable String alias,
      @Nullable String team,
      @Nullable String teamAlias,
      @Nullable String user) {
    static final Who NOBODY = new Who(null, null, null, null, null);
    static final Who ANYBODY =
        new Who(
            LabelCaps.OTHER, LabelCaps.OTHER, LabelCaps.OTHER, LabelCaps.OTHER, LabelCaps.OTHER);

    static Who of(Payer payer) {
      return new Who(
          payer.keyId(), payer.keyAlias(), payer.team(), payer.teamAlias(), payer.user());
    }

    Who capped(LabelCaps caps) {
      String keptKey = caps.keep("hashed_api_key", key);
      String keptTeam = caps.keep("team", team);
      return new Who(
          keptKey,
          LabelCaps.isOther(keptKey) ? keptKey : caps.keep("api_key_alias", alias),
          keptTeam,
          LabelCaps.isOther(keptTeam) ? keptTeam : caps.keep("team_alias", teamAlias),
          caps.keep("user", user));
    }

    @Nullable String value(String label) {
      return switch (label) {
        case "hashed_api_key" -> key;
        case "api_key_alias" -> alias;
        case "team" -> team;
        case "team_alias" -> teamAlias;
        case "user" -> user;
        default -> null;
      };
    }
  }

  /**
   * What was called. The deployment's parts: itself it holds much that does not matter here.
   *
   * @param requested the group that the client asked for
   * @param group that served
   * @param model the provider's name
   */
  private record Where(
      String requested,
      @Nullable String group,
      @Nullable String model,
      @Nullable String deployment,
      @Nullable String provider,
      @Nullable URI apiBase) {
    static Where of(String requested, Deployment to) {
      return new Where(
          requested, to.group(), to.model(), to.id(), to.provider().label(), to.apiBase());
    }

    static Where of(String requested, @Nullable Route to) {
      return to == null
          ? new Where(requested, null, null, null, null, null)
          : new Where(requested, to.group(), to.model(), to.deployment(), to.provider(), null);
    }

    Where capped(LabelCaps caps) {
      String kept = caps.keep("requested_model", requested);
      return new Where(
          kept == null ? "" : kept,
          caps.keep("model_group", group),
          caps.keep("model", model),
          deployment,
          provider,
          apiBase);
    }

    @Nullable String value(String label) {
      return switch (label) {
        case "requested_model" -> requested;
        case "model_group" -> group;
        case "model", "litellm_model_name" -> model;
        case "model_id" -> deployment;
        case "api_provider" -> provider;
        case "api_base" -> apiBase == null ? null : apiBase.toString();
        // Of LiteLLM's reasons the only one here: there are no prices that are not applied.
        case "reason" -> "missing_pricing_key";
        default -> null;
      };
    }
  }

  /**
   * How a call ended, or where it went next.
   *
   * @param status the client's, or of the error; 0: there was none
   * @param error class of the error as LiteLLM names it; null: none
   * @param place the route, or the group that was fallen back to
   */
  record Detail(int status, @Nullable String error, @Nullable String place) {
    Detail capped(LabelCaps caps) {
      boolean route = place != null && place.startsWith("/");
      return route ? this : new Detail(status, error, caps.keep("fallback_model", place));
    }

    @Nullable String value(String label) {
      return switch (label) {
        case "status_code", "exception_status" -> status == 0 ? null : Integer.toString(status);
        case "exception_class" -> error;
        case "route", "fallback_model" -> place;
        default -> null;
      };
    }
  }

  static Labels of(Payer payer, String requested, Deployment to) {
    return new Labels(Who.of(payer), Where.of(requested, to), null);
  }

  /**
   * For families without the address of a deployment.
   *
   * @param payer null: nobody that is known
   * @param to null: nobody
   */
  static Labels of(@Nullable Payer payer, String requested, @Nullable Route to) {
    return new Labels(payer == null ? Who.NOBODY : Who.of(payer), Where.of(requested, to), null);
  }

  Labels with(Detail more) {
    return new Labels(who, where, more);
  }

  /** With every value that may grow without bound held by the caps. */
  Labels capped(LabelCaps caps) {
    return new Labels(
        who.capped(caps), where.capped(caps), detail == null ? null : detail.capped(caps));
  }

  /** Of nobody in particular, once there are too many combinations. */
  Labels ofAnybody() {
    return new Labels(Who.ANYBODY, where, detail);
  }

  List<Tag> tags(Family family) {
    return family.labels().stream().map(name -> Tag.of(name, orNone(value(name)))).toList();
  }

  private @Nullable String value(String label) {
    String value = who.value(label);
    if (value == null) {
      value = where.value(label);
    }
    return value == null && detail != null ? detail.value(label) : value;
  }

  static String orNone(@Nullable String text) {
    return text == null || text.isEmpty() ? "None" : text;
  }
}
