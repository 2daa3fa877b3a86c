package dev.weir.gateway.routing;

import dev.weir.gateway.core.Candidate;
import dev.weir.gateway.core.Failure;
import dev.weir.gateway.core.Failure.Kind;
import dev.weir.schemas.config.Balancing;
import dev.weir.schemas.config.Balancing.Tags;
import java.util.List;
import java.util.function.Predicate;

/** Which deployments of a group may serve a request. */
record Eligibility(Balancing balancing, Ask ask) {
  private static final String DEFAULT = "default";

  /** Those whose tags and region fit, and whose model is not known to lack what is needed. */
  List<Candidate> allowed(List<Candidate> group) {
    List<Candidate> here = keep(tagged(group), this::runsHere);
    return balancing.preCallChecks() ? keep(here, this::canDoIt) : here;
  }

  /** Those of them whose model takes a prompt of this length, as far as that is known. */
  List<Candidate> fitting(List<Candidate> group) {
    List<Candidate> allowed = allowed(group);
    return balancing.preCallChecks() ? keep(allowed, this::takesPrompt) : allowed;
  }

  /** Why nobody of a group fits. */
  Failure failure(List<Candidate> group) {
    return allowed(group).isEmpty()
        ? new Failure(
            Kind.BAD_REQUEST,
            400,
            null,
            "No deployment of this model serves the tags, the region or the features of this"
                + " request.",
            null,
            null)
        : new Failure(
            Kind.CONTEXT_WINDOW,
            400,
            null,
            "The prompt is longer than the context window of this model.",
            null,
            null);
  }

  private boolean runsHere(Candidate candidate) {
    return ask.regions().stream().allMatch(candidate.facts()::isIn);
  }

  private boolean canDoIt(Candidate candidate) {
    return ask.needs().stream().noneMatch(candidate.facts()::lacks);
  }

  private boolean takesPrompt(Candidate candidate) {
    Long most = candidate.facts().maxInputTokens();
    return most == null || ask.promptTokens() <= most;
  }

  private List<Candidate> tagged(List<Candidate> group) {
    if (balancing.tags() == Tags.IGNORED) {
      return group;
    }
    if (!ask.tags().isEmpty()) {
      List<Candidate> fit = keep(group, this::hasTags);
      return fit.isEmpty() ? keep(group, it -> has(it, DEFAULT)) : fit;
    }
    List<Candidate> open = keep(group, it -> has(it, DEFAULT));
    return open.isEmpty() ? group : open;
  }

  private boolean hasTags(Candidate candidate) {
    return balancing.tags() == Tags.ALL
        ? ask.tags().stream().allMatch(tag -> has(candidate, tag))
        : ask.tags().stream().anyMatch(tag -> has(candidate, tag));
  }

  private static boolean has(Candidate candidate, String tag) {
    return candidate.preference().tags().contains(tag);
  }

  private static List<Candidate> keep(List<Candidate> group, Predicate<Candidate> wanted) {
    return group.stream().allMatch(wanted) ? group : group.stream().filter(wanted).toList();
  }
}
