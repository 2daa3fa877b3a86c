package dev.weir.gateway.metrics;

import java.util.Arrays;
import java.util.List;

/**
 * A metric that is counted call by call, LiteLLM's or with labels like its: its name without {@code
 * _total}, and its labels. {@code fixtures/litellm-metrics.json} has what a real LiteLLM shows;
 * METRICS.md what each means.
 */
enum Family {
  REQUESTS("litellm_requests_metric", "Calls that a provider answered", Set.FULL),
  SPEND("litellm_spend_metric", "Spend in USD", Set.FULL, "service_tier"),
  TOTAL_TOKENS("litellm_total_tokens_metric", "Input and output tokens", Set.TOKENS),
  INPUT_TOKENS("litellm_input_tokens_metric", "Input tokens", Set.TOKENS),
  OUTPUT_TOKENS("litellm_output_tokens_metric", "Output tokens", Set.TOKENS),
  INPUT_CACHED_TOKENS(
      "litellm_input_cached_tokens_metric",
      "Input tokens read from the provider's cache",
      Set.TOKEN_PARTS),
  INPUT_CACHE_CREATION_TOKENS(
      "litellm_input_cache_creation_tokens_metric",
      "Input tokens written to the provider's cache",
      Set.TOKEN_PARTS),
  REASONING_TOKENS(
      "litellm_output_reasoning_tokens_metric",
      "Output tokens that were reasoning",
      Set.TOKEN_PARTS),
  PROVIDER_CACHE_READ(
      "litellm_provider_cache_read_input_tokens_metric",
      "Input tokens read from the provider's cache",
      Set.CACHE),
  PROVIDER_CACHE_CREATION(
      "litellm_provider_cache_creation_input_tokens_metric",
      "Input tokens written to the provider's cache",
      Set.CACHE),
  LLM_API_LATENCY(
      "litellm_llm_api_latency_metric",
      "Seconds from sending to the provider to its last byte",
      Set.LATENCY),
  TIME_TO_FIRST_TOKEN(
      "litellm_llm_api_time_to_first_token_metric",
      "Seconds from sending to the provider to the first content of a stream",
      Set.LATENCY),
  TOTAL_LATENCY(
      "litellm_request_total_latency_metric",
      "Seconds from the client's request to the end of its answer",
      Set.LATENCY),
  OVERHEAD(
      "litellm_overhead_latency_metric",
      "Seconds of a call that its first attempt answered which were not the provider's",
      Set.DEPLOYMENT),
  LATENCY_PER_OUTPUT_TOKEN(
      "litellm_deployment_latency_per_output_token",
      "Seconds of an answer, by output token",
      Set.DEPLOYMENT,
      "team",
      "team_alias",
      "org_id",
      "org_alias"),
  DEPLOYMENT_REQUESTS(
      "litellm_deployment_total_requests", "Attempts at a deployment", Set.ATTEMPTS),
  DEPLOYMENT_SUCCESSES(
      "litellm_deployment_success_responses", "Attempts that succeeded", Set.ATTEMPTS),
  DEPLOYMENT_FAILURES(
      "litellm_deployment_failure_responses",
      "Attempts that failed",
      Set.ATTEMPTS,
      "exception_status",
      "exception_class"),
  FAILED_LLM_CALLS(
      "litellm_llm_api_failed_requests_metric",
      "Attempts that failed",
      Set.PAYER,
      "model",
      "model_id"),
  ZERO_COST(
      "litellm_zero_cost_requests",
      "Answers whose price is not known",
      "requested_model model model_id api_provider",
      "reason"),
  CACHE_HITS("litellm_cache_hits_metric", "Stored answers that were given", Set.CACHE),
  CACHE_MISSES(
      "litellm_cache_misses_metric",
      "Calls that would have taken a stored answer, and there was none",
      Set.CACHE),
  CACHED_TOKENS("litellm_cached_tokens_metric", "Tokens of stored answers given", Set.CACHE),
  CACHE_SAVED(
      "weir_cache_saved_usd",
      "What stored answers cost when providers gave them",
      Set.CACHE,
      "requested_model"),
  FALLBACKS_SUCCEEDED(
      "litellm_deployment_successful_fallbacks", "Calls that another group answered", Set.FALLBACK),
  FALLBACKS_FAILED(
      "litellm_deployment_failed_fallbacks",
      "Groups that were fallen back to and failed, too",
      Set.FALLBACK),
  PROXY_REQUESTS(
      "litellm_proxy_total_requests_metric", "Requests of clients", Set.PROXY, "status_code"),
  PROXY_FAILURES(
      "litellm_proxy_failed_requests_metric",
      "Requests of clients that got an error",
      Set.PROXY,
      "exception_status",
      "exception_class");

  private final String wire;
  private final String help;

  @SuppressWarnings("ImmutableEnumChecker") // of List.of
  private final List<String> labels;

  Family(String wire, String help, String labels, String... more) {
    this.wire = wire;
    this.help = help;
    this.labels = List.of((labels + " " + String.join(" ", more)).strip().split(" +", -1));
  }

  /** As it is registered: counters get {@code _total} on the page. */
  String wire() {
    return wire;
  }

  String help() {
    return help;
  }

  /** Names of its labels. */
  List<String> labels() {
    return labels;
  }

  /** Where it counts seconds, the bounds of the buckets; else none. */
  double[] bounds() {
    return switch (this) {
      case LLM_API_LATENCY, TIME_TO_FIRST_TOKEN, TOTAL_LATENCY, OVERHEAD ->
          Arrays.copyOf(Bounds.LATENCY, Bounds.LATENCY.length);
      case LATENCY_PER_OUTPUT_TOKEN -> Arrays.copyOf(Bounds.PER_TOKEN, Bounds.PER_TOKEN.length);
      default -> new double[0];
    };
  }

  /** Seconds; LiteLLM's own, so that its dashboards' quantiles mean the same. */
  private static final class Bounds {
    static final double[] LATENCY = {
      0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 420, 600
    };
    static final double[] PER_TOKEN = {
      0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10
    };
  }

  /** Labels that go together. */
  private static final class Set {
    static final String KEY = "hashed_api_key api_key_alias ";
    static final String TEAM = "team team_alias ";
    static final String PAYER = "end_user user " + KEY + TEAM;
    static final String ORG = " org_id org_alias";
    static final String CACHE = PAYER + "model model_id api_provider";
    static final String TOKEN_PARTS = CACHE + " user_email requested_model";
    static final String TOKENS = TOKEN_PARTS + ORG;
    static final String FULL = TOKENS + " client_ip user_agent";
    static final String LATENCY = CACHE + " model_group requested_model service_tier" + ORG;
    static final String DEPLOYMENT =
        KEY + "model_group litellm_model_name model_id api_base api_provider";
    static final String ATTEMPTS = DEPLOYMENT + " requested_model " + TEAM + "client_ip user_agent";
    static final String FALLBACK =
        KEY + TEAM + "requested_model fallback_model exception_status exception_class model_id";
    static final String PROXY =
        PAYER + "requested_model user_email route client_ip user_agent model_id api_provider" + ORG;
  }
}
