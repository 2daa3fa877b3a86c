package dev.weir.alerts.delivery;

import dev.weir.alerts.delivery.Destination.Format;
import dev.weir.alerts.text.Message;
import dev.weir.schemas.config.AlertSettings.Delivery;
import dev.weir.schemas.config.Secret;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Decides who gets a message: the Slack webhooks of its kind, else the usual one; the channels of
 * the team that it concerns; the generic webhook. A kind that is not wanted goes nowhere.
 *
 * @param teams the Slack webhooks of a team
 */
record Routes(Delivery settings, Function<String, List<Secret>> teams) {
  boolean wanted(Message message) {
    return settings.types().contains(message.type());
  }

  Set<Destination> of(Message message) {
    Set<Destination> all = new LinkedHashSet<>();
    if (!wanted(message)) {
      return all;
    }
    List<Secret> slack = new ArrayList<>();
    List<Secret> own = settings.urls().get(message.type());
    if (own != null) {
      slack.addAll(own);
    } else if (settings.slackUrl() != null) {
      slack.add(settings.slackUrl());
    }
    if (message.team() != null) {
      slack.addAll(teams.apply(message.team()));
    }
    slack.forEach(url -> all.add(new Destination(Format.SLACK, url)));
    if (settings.webhookUrl() != null) {
      all.add(new Destination(Format.WEBHOOK, settings.webhookUrl()));
    }
    return all;
  }
}
