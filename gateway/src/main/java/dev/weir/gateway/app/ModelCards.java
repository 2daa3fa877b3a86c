package dev.weir.gateway.app;

import dev.weir.gateway.core.Candidate;
import dev.weir.gateway.core.Deployment;
import dev.weir.gateway.http.ModelCard;
import dev.weir.gateway.pricing.ModelFacts;
import dev.weir.gateway.pricing.PriceBook;
import dev.weir.schemas.config.Mode;
import dev.weir.schemas.config.WeirConfig;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code GET /v1/models} lists: each group, and each alias that is not hidden. What a wildcard
 * stands for is not known.
 */
final class ModelCards {
  private ModelCards() {}

  static List<ModelCard> of(WeirConfig config, List<Candidate> candidates, PriceBook prices) {
    var cards = new ArrayList<ModelCard>();
    config
        .router()
        .aliases()
        .forEach((name, alias) -> {
          if (!alias.hidden()) {
            cards.add(card(name, alias.group(), candidates, prices));
          }
        });
    for (String group : config.groups()) {
      if (!group.contains("*")) {
        cards.add(card(group, group, candidates, prices));
      }
    }
    return cards;
  }

  private static ModelCard card(
      String name, String group, List<Candidate> candidates, PriceBook prices) {
    for (Candidate candidate : candidates) {
      Deployment deployment = candidate.deployment();
      if (deployment.group().equals(group)) {
        ModelFacts facts = prices.find(deployment.provider(), deployment.model(), null);
        return new ModelCard(
            name,
            group,
            mode(candidate.facts().mode()),
            facts == null ? null : facts.maxInputTokens(),
            facts == null || facts.maxOutputTokens() == 0 ? null : facts.maxOutputTokens());
      }
    }
    return new ModelCard(name, group, mode(null), null, null);
  }

  private static String mode(@Nullable Mode known) {
    return known == null ? Mode.CHAT.key() : known.key();
  }
}
