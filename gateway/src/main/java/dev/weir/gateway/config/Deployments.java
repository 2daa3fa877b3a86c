package dev.weir.gateway.config;

import dev.weir.gateway.core.Candidate;
import dev.weir.gateway.core.Candidate.Facts;
import dev.weir.gateway.core.Candidate.Limits;
import dev.weir.gateway.core.Candidate.Preference;
import dev.weir.gateway.core.Candidate.Timeouts;
import dev.weir.gateway.core.Deployment;
import dev.weir.gateway.core.Price;
import dev.weir.gateway.core.Provider;
import dev.weir.gateway.pricing.ModelFacts;
import dev.weir.gateway.pricing.PriceBook;
import dev.weir.gateway.routing.RoutingTable;
import dev.weir.schemas.config.Capability;
import dev.weir.schemas.config.Mode;
import dev.weir.schemas.config.ModelEntry;
import dev.weir.schemas.config.ProviderKind;
import dev.weir.schemas.config.Secret;
import dev.weir.schemas.config.Target;
import dev.weir.schemas.config.WeirConfig;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The deployments that a configuration names, with their prices and limits. */
public final class Deployments {
  /** What an unknown model may write at most, where nobody says how much. */
  private static final long OUTPUT_IF_UNKNOWN = 16_384;

  private static final URI OPENAI = URI.create("https://api.openai.com/v1");
  private static final URI ANTHROPIC = URI.create("https://api.anthropic.com");
  private static final ModelEntry.Pricing NO_PRICING = new ModelEntry.Pricing(null, Map.of());
  private static final Secret NO_KEY = new Secret("none");

  private final WeirConfig config;
  private final PriceBook prices;

  private Deployments(WeirConfig config, PriceBook prices) {
    this.config = config;
    this.prices = prices;
  }

  /**
   * All of them, in the order of the file. An entry that refers to another group stands for each
   * deployment of that group, under its own group's name.
   */
  public static List<Candidate> of(WeirConfig config, PriceBook prices) {
    var deployments = new Deployments(config, prices);
    return config.models().stream().flatMap(deployments::candidates).toList();
  }

  /** Makes the deployments that wildcards stand for. */
  public static RoutingTable.Maker maker(WeirConfig config, PriceBook prices) {
    var deployments = new Deployments(config, prices);
    Map<String, ModelEntry> entries = new HashMap<>();
    config.models().forEach(entry -> entries.put(entry.id(), entry));
    return (wildcard, group, model) ->
        deployments.as(wildcard, entries.get(wildcard.id()), group, model);
  }

  private Candidate as(Candidate it, @Nullable ModelEntry entry, String group, String model) {
    Deployment from = it.deployment();
    ModelEntry.Pricing pricing = entry == null ? NO_PRICING : entry.pricing();
    ModelFacts facts = prices.find(from.provider(), model, pricing.baseModel());
    Mode mode = mode(entry == null ? null : entry.mode(), facts);
    var deployment =
        new Deployment(
            from.id(),
            group,
            from.provider(),
            model,
            from.apiBase(),
            from.apiKey(),
            from.apiVersion(),
            from.extraHeaders(),
            from.timeout(),
            prices.price(from.provider(), model, pricing.baseModel(), mode, pricing.overrides()),
            facts == null ? OUTPUT_IF_UNKNOWN : facts.maxOutputTokens());
    Long most = facts == null ? null : facts.maxInputTokens();
    return new Candidate(
        deployment,
        it.preference(),
        it.limits(),
        it.timeouts(),
        it.retries(),
        it.dropParams(),
        it.breaker(),
        new Facts(
            mode,
            orNull(it.facts().maxInputTokens(), most),
            it.facts().region(),
            capabilities(facts, entry == null ? Map.of() : entry.facts().capabilities())),
        it.mock());
  }

  private Stream<Candidate> candidates(ModelEntry entry) {
    return switch (entry.target()) {
      case Target.Provider target -> Stream.of(candidate(entry, target));
      case Target.GroupReference(String group) -> {
        List<Candidate> members = config.group(group).stream().flatMap(this::candidates).toList();
        yield members.stream()
            .map(member -> under(entry, member, members.size() == 1, members.indexOf(member)));
      }
    };
  }

  /** The member as the referring entry wants it: its name, its id, and what it says itself. */
  private Candidate under(ModelEntry entry, Candidate member, boolean only, int index) {
    Deployment to = member.deployment();
    var deployment =
        new Deployment(
            only ? entry.id() : entry.id() + "-" + (index + 1),
            entry.group(),
            to.provider(),
            to.model(),
            to.apiBase(),
            to.apiKey(),
            to.apiVersion(),
            to.extraHeaders(),
            to.timeout(),
            to.price(),
            to.maxOutputTokens());
    return new Candidate(
        deployment,
        preference(entry, member.preference()),
        limits(entry, member.limits()),
        timeouts(entry, member.timeouts()),
        orNull(entry.retries(), member.retries()),
        or(entry.dropParams(), member.dropParams()),
        Breakers.terms(config, entry, member.breaker()),
        member.facts(),
        Mocks.of(entry.mock(), member.mock()));
  }

  private Candidate candidate(ModelEntry entry, Target.Provider target) {
    Duration total = or(entry.timeouts().total(), whole());
    ModelEntry.Timeouts router = config.router().timeouts();
    Duration firstContent = or(router.stream(), total);
    return new Candidate(
        deployment(entry, target, total),
        preference(entry, Preference.NONE),
        limits(entry, new Limits(null, null, config.router().maxParallel())),
        timeouts(entry, new Timeouts(total, firstContent, router.firstToken(), router.idle())),
        entry.retries(),
        or(entry.dropParams(), config.litellm().dropParams()),
        Breakers.terms(config, entry),
        facts(entry, target),
        Mocks.of(entry.mock(), null));
  }

  private static Preference preference(ModelEntry entry, Preference otherwise) {
    return new Preference(
        orNull(entry.preference().order(), otherwise.order()),
        orNull(entry.preference().weight(), otherwise.weight()),
        entry.preference().tags().isEmpty() ? otherwise.tags() : entry.preference().tags());
  }

  private static Limits limits(ModelEntry entry, Limits otherwise) {
    return new Limits(
        orNull(entry.limits().rpm(), otherwise.rpm()),
        orNull(entry.limits().tpm(), otherwise.tpm()),
        orNull(entry.limits().maxParallel(), otherwise.maxParallel()));
  }

  private static Timeouts timeouts(ModelEntry entry, Timeouts otherwise) {
    return new Timeouts(
        or(entry.timeouts().total(), otherwise.whole()),
        or(entry.timeouts().stream(), otherwise.firstContent()),
        orNull(entry.timeouts().firstToken(), otherwise.firstToken()),
        orNull(entry.timeouts().idle(), otherwise.idle()));
  }

  private Facts facts(ModelEntry entry, Target.Provider target) {
    ModelFacts facts =
        prices.find(provider(target.kind()), target.model(), entry.pricing().baseModel());
    return new Facts(
        mode(entry.mode(), facts),
        orNull(entry.facts().maxInputTokens(), facts == null ? null : facts.maxInputTokens()),
        entry.facts().region(),
        capabilities(facts, entry.facts().capabilities()));
  }

  private static @Nullable Mode mode(@Nullable Mode own, @Nullable ModelFacts facts) {
    return orNull(own, facts == null ? null : facts.mode());
  }

  /** What the operator says wins over what is published. */
  private static Map<Capability, Boolean> capabilities(
      @Nullable ModelFacts facts, Map<Capability, Boolean> own) {
    var all = new HashMap<Capability, Boolean>(facts == null ? Map.of() : facts.capabilities());
    all.putAll(own);
    return all;
  }

  private Duration whole() {
    return or(config.router().timeouts().total(), config.litellm().requestTimeout());
  }

  private Deployment deployment(ModelEntry entry, Target.Provider target, Duration timeout) {
    Provider provider = provider(target.kind());
    String base = entry.pricing().baseModel();
    ModelFacts facts = prices.find(provider, target.model(), base);
    Mode mode = mode(entry.mode(), facts);
    Price price = prices.price(provider, target.model(), base, mode, entry.pricing().overrides());
    return new Deployment(
        entry.id(),
        entry.group(),
        provider,
        target.model(),
        apiBase(target),
        or(target.apiKey(), NO_KEY),
        target.apiVersion(),
        headers(target),
        timeout,
        price,
        facts == null ? OUTPUT_IF_UNKNOWN : facts.maxOutputTokens());
  }

  private static Provider provider(ProviderKind kind) {
    return switch (kind) {
      case OPENAI -> Provider.OPENAI;
      case AZURE -> Provider.AZURE;
      case ANTHROPIC -> Provider.ANTHROPIC;
    };
  }

  private static URI apiBase(Target.Provider target) {
    URI given = target.apiBase();
    if (given == null) {
      return switch (target.kind()) {
        case OPENAI -> OPENAI;
        case ANTHROPIC -> ANTHROPIC;
        case AZURE -> throw new IllegalArgumentException(target.written() + " has no api_base");
      };
    }
    String text = given.toString();
    return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : given;
  }

  private static Map<String, String> headers(Target.Provider target) {
    Map<String, String> headers = new LinkedHashMap<>();
    String organization = target.organization();
    if (organization != null) {
      headers.put("openai-organization", organization);
    }
    target.extraHeaders().forEach((name, value) -> headers.put(name, value.value()));
    return headers;
  }

  private static <T> T or(@Nullable T first, T second) {
    return first == null ? second : first;
  }

  private static <T> @Nullable T orNull(@Nullable T first, @Nullable T second) {
    return first == null ? second : first;
  }
}
