package dev.weir.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.gateway.core.Protocol;
import java.util.ArrayList;
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
        fields.texts("fallbacks"),
        retries == null ? null : retries.intValue(),
        fields.seconds("timeout"),
        fields.seconds("stream_timeout"),
        fields.choice("drop_params"),
        tags(protocol, fields, metadata),
        user(protocol, fields, metadata));
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
    if (protocol == Protocol.OPENAI_CHAT && metadata != null && metadata.has("tags")) {
      tags.addAll(FieldReader.texts("metadata.tags", metadata.get("tags")));
    }
    return tags;
  }

  private static @Nullable String user(
      Protocol protocol, FieldReader fields, @Nullable JsonNode metadata)
      throws WrongFieldException {
    return switch (protocol) {
      case OPENAI_CHAT -> fields.text("user");
      case ANTHROPIC_MESSAGES -> metadata == null ? null : metadata.path("user_id").textValue();
    };
  }
}
