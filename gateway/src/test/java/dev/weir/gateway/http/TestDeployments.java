package dev.weir.gateway.http;

import dev.weir.gateway.core.Candidate;
import dev.weir.gateway.core.Candidate.Facts;
import dev.weir.gateway.core.Deployment;
import dev.weir.gateway.core.Provider;
import dev.weir.gateway.core.Simulation;
import dev.weir.gateway.pricing.ModelFacts;
import dev.weir.gateway.pricing.PriceBook;
import dev.weir.provider.ScriptedProvider;
import dev.weir.schemas.config.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The deployments of {@link TestGateway}, all at one scripted provider. */
record TestDeployments(ScriptedProvider provider) {
  /** Two deployments in this order. */
  private Candidate twin(int order, String model) {
    Candidate one = candidate("twin", order, Provider.OPENAI, model);
    return new Candidate(
        one.deployment(),
        new Candidate.Preference(order, null, List.of()),
        one.limits(),
        one.timeouts(),
        null,
        false,
        one.breaker(),
        one.facts(),
        null);
  }

  /** A deployment that calls nobody. */
  private Candidate pretending() {
    Candidate one = candidate("pretend", Provider.OPENAI, "gpt-4o");
    return new Candidate(
        one.deployment(),
        one.preference(),
        one.limits(),
        one.timeouts(),
        null,
        false,
        one.breaker(),
        one.facts(),
        Simulation.answering("Not real.", List.of(new Simulation.Tool("c1", "f", "{\"a\":1}"))));
  }

  List<Candidate> all() {
    return List.of(
        candidate("gpt-4o", Provider.OPENAI, "gpt-4o"),
        candidate("claude", Provider.ANTHROPIC, "claude-sonnet-4-6"),
        candidate("gpt-4o-mini", Provider.OPENAI, "gpt-4o-mini"),
        candidate("mystery", Provider.OPENAI, "mystery-9"),
        candidate("embed", Provider.OPENAI, "text-embedding-3-small"),
        pretending(),
        twin(1, "gpt-4o"),
        twin(2, "gpt-4o-mini"));
  }

  private Candidate candidate(String group, Provider kind, String model) {
    return candidate(group, 1, kind, model);
  }

  private Candidate candidate(String group, int number, Provider kind, String model) {
    var deployment =
        new Deployment(
            group + "-" + number,
            group,
            kind,
            model,
            kind == Provider.ANTHROPIC
                ? provider.baseUri()
                : URI.create(provider.baseUri() + "/v1"),
            new Secret("provider-key"),
            null,
            Map.of(),
            null,
            PriceBook.bundled().price(kind, model, null, null, Map.of()),
            1_000);
    Candidate plain = Candidate.of(deployment, Duration.ofSeconds(60));
    ModelFacts facts = PriceBook.bundled().find(kind, model, null);
    return new Candidate(
        deployment,
        plain.preference(),
        plain.limits(),
        plain.timeouts(),
        null,
        false,
        plain.breaker(),
        new Facts(facts == null ? null : facts.mode(), null, null, Map.of()),
        null);
  }
}
