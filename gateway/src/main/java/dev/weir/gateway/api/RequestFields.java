package dev.weir.gateway.api;

import dev.weir.gateway.core.Protocol;
import java.util.Set;

/**
 * Which fields of a request are the gateway's, and which are nobody's but the operator's
 * (reference: LiteLLM 1.106.2 as recorded; litellm.md section 2.2).
 */
public final class RequestFields {
  /** Acted upon, or without a meaning here; never sent to a provider. */
  private static final Set<String> CONTROLS =
      Set.of(
          "mock_testing_fallbacks",
          "mock_testing_context_fallbacks",
          "mock_testing_context_window_fallbacks",
          "mock_testing_content_policy_fallbacks",
          "mock_testing_rate_limit_error",
          "mock_timeout",
          "mock_response",
          "mock_tool_calls",
          "mock_delay",
          "fallbacks",
          "disable_fallbacks",
          "num_retries",
          "timeout",
          "stream_timeout",
          "drop_params",
          "allowed_model_region",
          "tags",
          "litellm_metadata",
          "litellm_call_id",
          "litellm_trace_id",
          "litellm_session_id",
          "cache",
          "no-log",
          "turn_off_message_logging",
          "guardrails",
          "priority");

  /** Test switches and routing that are not built yet: refused rather than passed on or ignored. */
  private static final Set<String> NOT_YET =
      Set.of("context_window_fallbacks", "content_policy_fallbacks", "allowed_openai_params");

  private static final Set<String> OPERATORS =
      Set.of(
          "api_base",
          "base_url",
          "api_key",
          "api_version",
          "api_type",
          "azure_ad_token",
          "azure_endpoint",
          "organization",
          "custom_llm_provider",
          "model_list",
          "model_info",
          "litellm_params",
          "litellm_credential_name",
          "extra_headers",
          "default_headers",
          "callbacks",
          "success_callback",
          "failure_callback",
          "service_callback",
          "logger_fn",
          "litellm_disabled_callbacks",
          "disable_global_guardrails",
          "applied_guardrails",
          "proxy_server_request",
          "standard_logging_object",
          "secret_fields");

  private RequestFields() {}

  /**
   * Whether a field is for the gateway and must not reach a provider. {@code metadata} is the
   * provider's in messages, and the gateway's in what OpenAI's clients send.
   */
  public static boolean isControl(Protocol client, String name) {
    return CONTROLS.contains(name) || (client.isOpenAi() && name.equals("metadata"));
  }

  static boolean isNotYet(String name) {
    return NOT_YET.contains(name);
  }

  static boolean isOperators(String name) {
    return OPERATORS.contains(name)
        || name.startsWith("aws_")
        || name.startsWith("vertex_")
        || name.startsWith("langfuse_")
        || isPrice(name);
  }

  private static boolean isPrice(String name) {
    return name.contains("_cost_per_")
        || name.startsWith("cache_read_input_token_cost")
        || name.startsWith("cache_creation_input_token_cost");
  }
}
