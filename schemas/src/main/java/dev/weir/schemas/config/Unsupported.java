package dev.weir.schemas.config;

import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Settings that LiteLLM knows (reference/litellm.md §1) and Weir does not yet: they are warned of,
 * and not taken for typing errors.
 */
final class Unsupported {
  static final Set<String> TOP_LEVEL =
      words(
          """
          guardrails mcp_servers assistant_settings vector_store_registry
          search_tools files_settings finetune_settings mcp_aliases prompts agents
          """);

  static final Set<String> ENTRY = words("itpm otpm");

  static final Set<String> PARAMS =
      words(
          """
          additional_drop_params allow_dynamic_redirects allowed_openai_params api_type
          azure_ad_token azure_ad_token_provider azure_password azure_scope azure_username
          budget_duration client_id client_secret configurable_clientside_auth_params
          default_api_key_rpm_limit default_api_key_tpm_limit input_cost_per_token_cache_hit itpm
          max_budget max_retries merge_reasoning_content_in_choices
          model_info otpm rust silent_model tenant_id use_chat_completions_api
          use_in_pass_through use_litellm_proxy s3_bucket_name s3_encryption_key_id
          gcs_bucket_name vector_store_id
          """);

  static final Set<String> ROUTER =
      words(
          """
          assistants_config cache_kwargs cache_responses caching_groups client_ttl debug_level
          default_litellm_params default_priority enable_health_check_routing
          health_check_ignore_transient_errors health_check_staleness_threshold
          ignore_invalid_deployments optional_pre_call_checks polling_interval
          provider_budget_config redis_db redis_url set_verbose deployment_affinity_ttl_seconds
          """);

  static final Set<String> LITELLM =
      words(
          """
          always_include_stream_usage api_base api_key audit_log_callbacks
          budget_exceeded_error_message callback_settings cost_discount_config cost_margin_config
          custom_prometheus_metadata_labels custom_prometheus_tags default_in_memory_ttl
          default_internal_user_params default_key_generate_params default_redis_ttl
          default_team_params default_team_settings disable_add_user_agent_to_request_tags
          disable_copilot_system_to_assistant disable_end_user_cost_tracking
          disable_end_user_cost_tracking_prometheus_only disable_hf_tokenizer_download
          enable_caching_on_provider_specific_optional_params
          enable_end_user_cost_tracking_prometheus_only enable_json_schema_validation
          enable_loadbalancing_on_batch_endpoints enable_preview_features enable_redis_auth_cache
          expose_router_debug_in_errors extra_spend_tag_headers force_ipv4
          guardrails internal_user_budget_duration json_logs key_generation_settings
          langfuse_default_tags max_end_user_budget max_end_user_budget_id
          max_internal_user_budget mcp_aliases model_alias_map modify_params network_mock
          num_retries_per_request priority_reservation priority_reservation_settings
          prometheus_emit_stream_label prometheus_initialize_budget_metrics
          prometheus_metrics_config public_model_groups public_model_groups_links
          redact_messages_in_exceptions s3_callback_params
          service_callback set_verbose success_callback_params tag_budget_config
          upperbound_key_generate_params
          use_chat_completions_url_for_anthropic_messages user_url_allowed_hosts
          user_url_validation langfuse_params
          """);

  static final Set<String> CACHE =
      words(
          """
          azure_account_url disk_cache_dir gcp_service_account gcs_bucket_name gcs_path
          max_connections qdrant_api_base qdrant_api_key qdrant_collection_name
          qdrant_quantization_config redis_semantic_cache_embedding_model
          redis_semantic_cache_index_name redis_startup_nodes s3_aws_access_key_id
          s3_aws_secret_access_key s3_bucket_name s3_endpoint_url s3_region_name sentinel_nodes
          sentinel_password service_name similarity_threshold url db redis_flush_size
          """);

  static final Set<String> GENERAL =
      words(
          """
          admin_only_routes alert_type_config
          allow_client_side_credentials allow_requests_on_db_unavailable allow_user_auth
          allowed_ips allowed_routes auto_redirect_ui_login_to_sso background_health_checks
          completion_model control_plane_url custom_auth custom_key_generate custom_sso
          database_connection_pool_limit database_connection_timeout
          database_disable_prepared_statements database_extra_connection_params database_type disable_adding_master_key_hash_to_db
          disable_budget_reservation disable_error_logs disable_master_key_return disable_prisma_schema_update
          disable_reset_budget disable_responses_id_security disable_retry_on_max_parallel_request_limit_error disable_spend_logs
          disable_spend_updates enable_drain_endpoint enable_health_check_routing enable_jwt_auth
          enable_oauth2_auth enable_public_model_hub enforce_user_param fail_closed_budget_enforcement
          forward_client_headers_to_llm_api forward_llm_provider_auth_headers
          global_max_parallel_requests health_check_concurrency health_check_details health_check_interval
          include_call_id_in_error_body infer_model_from_keys key_management_settings
          key_management_system litellm_jwtauth litellm_key_header_name
          max_parallel_requests max_response_size_mb maximum_spend_logs_retention_interval
          maximum_spend_logs_retention_period mcp_client_side_auth_header_name
          mcp_internal_ip_ranges mcp_required_fields mcp_trusted_proxy_ranges otel
          pass_through_endpoints pass_through_request_timeout
          proxy_batch_write_at proxy_budget_rescheduler_max_time
          proxy_budget_rescheduler_min_time public_routes reject_clientside_metadata_tags
          service_account_settings
          store_model_in_db store_prompts_in_spend_logs supported_db_objects
          token_rate_limit_type ui_access_mode use_azure_key_vault use_google_kms
          use_redis_transaction_buffer use_shared_health_check
          use_x_forwarded_for user_api_key_cache_ttl user_header_mappings user_header_name
          user_mcp_management_mode
          """);

  static final Set<String> ALERTING_ARGS =
      words(
          """
          budget_alert_ttl daily_report_frequency major_outage_alert_threshold
          max_outage_alert_list_size minor_outage_alert_threshold region_outage_alert_ttl
          """);

  private static final Pattern PROVIDER_PARAMS = Pattern.compile("(aws|vertex|watsonx|oci)_.*");

  private Unsupported() {}

  static boolean param(String key) {
    return PARAMS.contains(key) || PROVIDER_PARAMS.matcher(key).matches();
  }

  private static Set<String> words(String text) {
    return Arrays.stream(text.strip().split("\\s+")).collect(Collectors.toUnmodifiableSet());
  }
}
