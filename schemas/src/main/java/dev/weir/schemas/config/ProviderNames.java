package dev.weir.schemas.config;

import static dev.weir.schemas.config.ProviderKind.ANTHROPIC;
import static dev.weir.schemas.config.ProviderKind.AZURE;
import static dev.weir.schemas.config.ProviderKind.OPENAI;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** LiteLLM's names of providers, and whose a model without a prefix is. */
final class ProviderNames {
  private static final Map<String, ProviderKind> SUPPORTED =
      Map.of(
          "openai", OPENAI,
          "azure", AZURE,
          "anthropic", ANTHROPIC,
          "custom_openai", OPENAI,
          "openai_like", OPENAI,
          "hosted_vllm", OPENAI,
          "lm_studio", OPENAI,
          "llamafile", OPENAI,
          "litellm_proxy", OPENAI);

  /** Not supported yet; a prefix that is neither here nor above is probably a typing error. */
  private static final Set<String> OTHERS =
      Arrays.stream(
              """
              ai21 aiml aleph_alpha amazon_nova anyscale assemblyai auto_router azure_ai azure_text
              baseten bedrock bedrock_converse bytez cerebras chatgpt clarifai cloudflare codestral
              cohere cohere_chat cometapi compactifai cursor dashscope databricks datarobot deepgram
              deepinfra deepseek docker_model_runner elevenlabs empower fal_ai featherless_ai
              fireworks_ai friendliai galadriel gemini gigachat github github_copilot gradient_ai
              groq heroku huggingface hyperbolic infinity jina_ai lambda_ai langgraph lemonade manus
              maritalk meta_llama minimax mistral moonshot morph nano-gpt nebius nlp_cloud novita
              nscale nvidia_nim oci ollama ollama_chat oobabooga openrouter ovhcloud palm perplexity
              petals poe predibase pydantic_ai_agents ragflow recraft replicate runwayml sagemaker
              sagemaker_chat sambanova snowflake stability synthetic text-completion-codestral
              text-completion-openai together_ai topaz triton v0 vercel_ai_gateway vertex_ai
              vertex_ai_beta vllm volcengine voyage wandb watsonx watsonx_text xai xinference zai
              """
                  .strip()
                  .split("\\s+"))
          .collect(Collectors.toUnmodifiableSet());

  private static final Pattern OPENAI_MODEL =
      Pattern.compile(
          "(gpt-(3\\.5-turbo|4o?|4\\.[0-9]|5(\\.[0-9])?)|chatgpt-4o|o[0-9])"
              + "(-(mini|nano|pro|turbo|preview|latest|chat|codex|max|search|audio|realtime|image"
              + "|deep|research|16k|32k|instruct|vision|transcribe|tts|[0-9]{2,4}))*|ft:gpt-.+"
              + "|text-embedding-(ada-002|3-(small|large))");
  private static final Pattern ANTHROPIC_MODEL =
      Pattern.compile("claude-([0-9]|instant|(opus|sonnet|haiku)-[0-9]).*");
  private static final Pattern LIKE_OPENAI =
      Pattern.compile("(gpt-|chatgpt-|o[0-9]-|text-embedding-).+");
  private static final Pattern LIKE_ANTHROPIC = Pattern.compile("claude-.+");

  private ProviderNames() {}

  /** How to speak to a provider; null when Weir can't. */
  static @Nullable ProviderKind kind(String provider) {
    return SUPPORTED.get(provider);
  }

  static boolean known(String provider) {
    return SUPPORTED.containsKey(provider) || OTHERS.contains(provider);
  }

  /** Whether the provider has an address of its own. */
  static boolean hasPublicAddress(String provider) {
    return provider.equals("openai") || provider.equals("anthropic");
  }

  /** Whose model it is by its well-known name; null when it is nobody's. */
  static @Nullable String owner(String model) {
    return owner(model, OPENAI_MODEL, ANTHROPIC_MODEL);
  }

  /** Whose model it could be, by the beginning of its name. */
  static @Nullable String likelyOwner(String model) {
    return owner(model, LIKE_OPENAI, LIKE_ANTHROPIC);
  }

  private static @Nullable String owner(String model, Pattern openai, Pattern anthropic) {
    if (openai.matcher(model).matches()) {
      return "openai";
    }
    return anthropic.matcher(model).matches() ? "anthropic" : null;
  }

  static String hint(String provider) {
    return Nearest.hint(provider, SUPPORTED.keySet());
  }
}
