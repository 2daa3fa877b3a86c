package dev.weir.schemas.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.weir.schemas.config.Section.Given;
import dev.weir.schemas.config.YamlValue.Mapping;
import dev.weir.schemas.config.YamlValue.Scalar;
import dev.weir.schemas.config.YamlValue.Sequence;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a {@code model_list} entry may have besides its own settings: prices and defaults. */
final class EntryExtras {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Pattern PRICE =
      Pattern.compile("(input|output|cache_read|cache_creation)_.*cost.*|.*_cost_per_.*");

  /** What a cost is computed from; the other prices of LiteLLM's cost map have no effect yet. */
  static final List<String> PRICES =
      List.of(
          "input_cost_per_token",
          "output_cost_per_token",
          "cache_read_input_token_cost",
          "cache_creation_input_token_cost",
          "cache_creation_input_token_cost_above_1hr");

  /** Parameters of the two APIs; others are passed on too, unless they look like a slip. */
  static final Set<String> PARAMETERS =
      Set.copyOf(
          Arrays.asList(
              """
              audio extra_body frequency_penalty function_call functions logit_bias logprobs
              max_completion_tokens max_tokens metadata modalities n parallel_tool_calls prediction
              presence_penalty prompt_cache_key reasoning_effort response_format
              safety_identifier seed service_tier stop stop_sequences store stream
              stream_options system temperature thinking tool_choice tools top_k top_logprobs
              top_p user verbosity web_search_options
              """
                  .strip()
                  .split("\\s+")));

  private EntryExtras() {}

  /** Prices in USD; those in {@code litellm_params} win. */
  static Map<String, BigDecimal> prices(Section info, Section params) {
    var prices = new LinkedHashMap<String, BigDecimal>();
    for (Section section : List.of(info, params)) {
      PRICES.forEach(section::at);
      for (Given given : section.all()) {
        if (PRICE.matcher(given.key()).matches()) {
          BigDecimal usd = price(given, section);
          if (usd != null) {
            prices.put(given.key(), usd);
          }
        }
      }
    }
    return prices;
  }

  /** What the operator says that the model can or can't do. */
  static Map<Capability, Boolean> capabilities(Section info) {
    var capabilities = new EnumMap<Capability, Boolean>(Capability.class);
    for (Capability capability : Capability.values()) {
      Boolean given = info.at(capability.key()).flag();
      if (given != null) {
        capabilities.put(capability, given);
      }
    }
    return capabilities;
  }

  /** What the deployment does in place of calling its provider. */
  static ModelEntry.Mock mock(Section params) {
    Setting calls = params.at("mock_tool_calls");
    for (Setting call :
        calls.present() ? calls.items("a list of tool calls") : List.<Setting>of()) {
      Setting name = call.section("a tool call").at("function").section("a function").at("name");
      if (name.text() == null) {
        name.error("needed: the name of a function");
      }
    }
    return new ModelEntry.Mock(
        params.at("mock_response").text(),
        calls.present() ? json(calls) : null,
        params.at("mock_timeout").flag(false),
        params.at("mock_delay").seconds());
  }

  private static @Nullable BigDecimal price(Given given, Section section) {
    if (!PRICES.contains(given.key())) {
      section.warn(given, "this price has no effect in Weir yet");
    }
    Setting setting = section.at(given.key());
    return setting.isMap() || setting.isList() ? null : setting.amount("a price in USD");
  }

  /** Every parameter that is not a setting of ours: it is sent to the provider. */
  static Map<String, JsonNode> defaults(Section params) {
    var defaults = new LinkedHashMap<String, JsonNode>();
    for (Given given : params.others()) {
      JsonNode value = Unsupported.param(given.key()) ? null : json(given.setting());
      if (Unsupported.param(given.key())) {
        params.warn(given, "not supported by Weir yet, ignored");
      } else if (value != null) {
        defaults.put(given.key(), value);
        warnOfSlip(params, given);
      }
    }
    return defaults;
  }

  private static void warnOfSlip(Section params, Given given) {
    if (PARAMETERS.contains(given.key())) {
      return;
    }
    var candidates = new ArrayList<>(PARAMETERS);
    candidates.addAll(params.asked());
    String hint = Nearest.hint(given.key(), candidates);
    if (!hint.isEmpty()) {
      params.warn(given, "unknown setting `" + given.key() + "`, passed on to the provider" + hint);
    }
  }

  /** All of them as they stand; what is not set is left out. */
  static Map<String, JsonNode> json(List<Given> settings) {
    var values = new LinkedHashMap<String, JsonNode>();
    for (Given given : settings) {
      JsonNode value = json(given.setting());
      if (value != null) {
        values.put(given.key(), value);
      }
    }
    return values;
  }

  /** Null when it is not set or, which has been noted, wrong. */
  private static @Nullable JsonNode json(Setting setting) {
    return switch (setting.value()) {
      case null -> null;
      case Scalar scalar -> scalar(setting, scalar);
      case Sequence _ -> {
        var array = JSON.arrayNode();
        for (Setting item : setting.items("a list")) {
          JsonNode value = json(item);
          array.add(value == null ? JSON.nullNode() : value);
        }
        yield array;
      }
      case Mapping _ -> {
        var object = JSON.objectNode();
        for (Given given : setting.section().all()) {
          JsonNode value = json(given.setting());
          object.set(given.key(), value == null ? JSON.nullNode() : value);
        }
        yield object;
      }
    };
  }

  private static @Nullable JsonNode scalar(Setting setting, Scalar scalar) {
    return switch (scalar.kind()) {
      case NULL -> null;
      case BOOLEAN -> {
        Boolean flag = setting.flag();
        yield flag == null ? null : JSON.booleanNode(flag);
      }
      case NUMBER -> setting.parsed("a number", EntryExtras::number);
      case TEXT -> {
        String text = setting.text();
        yield text == null ? null : JSON.textNode(text);
      }
    };
  }

  private static @Nullable JsonNode number(String text) {
    var whole = text.contains(".") ? null : YamlNumbers.whole(text);
    if (whole != null) {
      if (whole.bitLength() < Integer.SIZE) {
        return JSON.numberNode(whole.intValueExact());
      }
      return whole.bitLength() < Long.SIZE
          ? JSON.numberNode(whole.longValueExact())
          : JSON.numberNode(whole);
    }
    BigDecimal decimal = YamlNumbers.decimal(text);
    return decimal == null ? null : JSON.numberNode(decimal);
  }
}
