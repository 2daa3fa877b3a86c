package dev.weir.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.gateway.core.Protocol;
import dev.weir.schemas.config.Fallbacks.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what a request tells the gateway. */
final class ControlReader {
  private ControlReader() {}

  static Controls read(Protocol protocol, FieldReader fields) throws WrongFieldException {
    JsonNode metadata = fields.object("metadata");
    Long retries = fields.count("num_retries");
    return new Controls(
        SimulationReader.read(fields),
        fields.flag("disable_fallbacks"),
        fallbacks(fields),
        retries == null ? null : retries.intValue(),
        fields.seconds("timeout"),
        fields.seconds("stream_timeout"),
        fields.choice("drop_params"),
        fields.text("allowed_model_region"),
        tags(protocol, fields, metadata),
        user(protocol, fields, metadata),
        CacheControls.read(fields.object("cache")));
  }

  /** Names, or objects with a {@code model} whose other fields take the place of the request's. */
  private static @Nullable List<Target> fallbacks(FieldReader fields) throws WrongFieldException {
    List<JsonNode> values = fields.list("fallbacks");
    if (values == null) {
      return null;
    }
    var targets = new ArrayList<Target>();
    for (JsonNode value : values) {
      JsonNode model = value.isObject() ? value.get("model") : value;
      if (model == null || !model.isTextual()) {
        throw new WrongFieldException(
            "fallbacks", "'fallbacks' must be a list of model names, or of objects with a model.");
      }
      var overrides = new LinkedHashMap<String, JsonNode>();
      value.properties().forEach(field -> overrides.put(field.getKey(), field.getValue()));
      overrides.remove("model");
      targets.add(new Target(model.textValue(), overrides));
    }
    return targets;
  }

  private static List<String> tags(
      Protocol protocol, FieldReader fields, @Nullable JsonNode metadata)
      throws WrongFieldException {
    List<String> tags = new ArrayList<>();
    List<String> own = fields.texts("tags");
    if (own != null) {
      tags.addAll(own);
    }
    JsonNode litellm = fields.object("litellm_metadata");
    if (litellm != null && litellm.has("tags")) {
      tags.addAll(FieldReader.texts("litellm_metadata.tags", litellm.get("tags")));
    }
    if (protocol.isOpenAi() && metadata != null && metadata.has("tags")) {
      tags.addAll(FieldReader.texts("metadata.tags", metadata.get("tags")));
    }
    return tags;
  }

  private static @Nullable String user(
      Protocol protocol, FieldReader fields, @Nullable JsonNode metadata)
      throws WrongFieldException {
    return switch (protocol) {
      case OPENAI_CHAT, OPENAI_EMBEDDINGS -> fields.text("user");
      case ANTHROPIC_MESSAGES -> metadata == null ? null : metadata.path("user_id").textValue();
    };
  }
}
