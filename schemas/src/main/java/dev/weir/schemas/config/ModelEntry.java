package dev.weir.schemas.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code model_list}: a deployment, or a reference to another group.
 *
 * @param group the public name ({@code model_name}); entries with one name are balanced
 * @param id {@code model_info.id}, else 64 hexadecimal digits that depend on the group, the target
 *     and the name of the key's variable only: a changed limit or price keeps the id, and no secret
 *     goes into it
 * @param mode {@code model_info.mode}; null = as published, if at all
 * @param mock what it does in place of calling its provider
 * @param defaults request parameters that are sent unless the request has its own
 * @param dropParams {@code drop_params} of this entry; null = as {@link LitellmSettings} says
 * @param retries {@code num_retries} of this entry; null = as {@link RouterSettings} says
 * @param place where the entry begins
 */
public record ModelEntry(
    String group,
    String id,
    Target target,
    @Nullable Mode mode,
    Limits limits,
    Timeouts timeouts,
    Preference preference,
    Pricing pricing,
    Cooldown cooldown,
    Facts facts,
    Mock mock,
    Map<String, JsonNode> defaults,
    @Nullable Boolean dropParams,
    @Nullable Integer retries,
    Place place) {
  public ModelEntry {
    defaults = Collections.unmodifiableMap(new LinkedHashMap<>(defaults));
  }

  /** The parameters' names only: a value may be anything that an operator wrote there. */
  @Override
  public String toString() {
    return "ModelEntry[group=%s, id=%s, target=%s, defaults=%s, place=%s]"
        .formatted(group, id, target, defaults.keySet(), place);
  }

  /**
   * Capacity over all nodes; null = no limit.
   *
   * @param rpm requests a minute
   * @param tpm tokens a minute
   * @param maxParallel calls at a time
   */
  public record Limits(@Nullable Long rpm, @Nullable Long tpm, @Nullable Long maxParallel) {}

  /**
   * Deadlines of one attempt; null = as the router says.
   *
   * @param total the whole call
   * @param stream up to the first content of a stream
   * @param firstToken the same, by its newer name ({@code ttft_timeout})
   * @param idle between two pieces of a stream that has begun
   */
  public record Timeouts(
      @Nullable Duration total,
      @Nullable Duration stream,
      @Nullable Duration firstToken,
      @Nullable Duration idle) {
    /** Nothing said. */
    public static final Timeouts NONE = new Timeouts(null, null, null, null);
  }

  /**
   * What its operator knows of the model; null = as published, if at all.
   *
   * @param maxInputTokens the longest prompt
   * @param region where it runs
   * @param capabilities what it can do, and what it can't; what is not in it is not known
   */
  public record Facts(
      @Nullable Long maxInputTokens,
      @Nullable String region,
      Map<Capability, Boolean> capabilities) {
    public Facts {
      capabilities = Map.copyOf(capabilities);
    }
  }

  /**
   * A deployment that only pretends; without text, tool calls and time-out it is a real one.
   *
   * @param response its text, or an error such as {@code litellm.RateLimitError}
   * @param toolCalls a list in OpenAI's shape, each with a function's name
   * @param timesOut instead of answering
   * @param delay before it answers
   */
  public record Mock(
      @Nullable String response,
      @Nullable JsonNode toolCalls,
      boolean timesOut,
      @Nullable Duration delay) {
    /** A real one. */
    public static final Mock NONE = new Mock(null, null, false, null);
  }

  /**
   * What makes a strategy prefer this deployment within its group.
   *
   * @param weight share of the calls relative to the group's other weights
   * @param order the lowest order present is tried first
   */
  public record Preference(@Nullable Integer weight, @Nullable Integer order, List<String> tags) {
    public Preference {
      tags = List.copyOf(tags);
    }
  }

  /**
   * What this deployment costs.
   *
   * @param baseModel the name under which to look for its price ({@code model_info.base_model}),
   *     for Azure deployments named otherwise; null = the model's own name
   * @param overrides prices in USD by the names of LiteLLM's cost map, such as {@code
   *     input_cost_per_token}; they win over the price book. An explicit 0 is a price.
   */
  public record Pricing(@Nullable String baseModel, Map<String, BigDecimal> overrides) {
    public Pricing {
      overrides = Collections.unmodifiableMap(new LinkedHashMap<>(overrides));
    }
  }
}
