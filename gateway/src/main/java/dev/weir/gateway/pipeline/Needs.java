package dev.weir.gateway.pipeline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.gateway.api.Json;
import dev.weir.gateway.core.ClientRequest;
import dev.weir.schemas.config.Capability;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What a request asks of a model, as far as the gateway knows of such things. */
final class Needs {
  /** Without one of these in it, a request needs nothing special and is not read for it. */
  private static final List<String> SIGNS =
      List.of(
          "\"tools\"",
          "\"functions\"",
          "\"json_schema\"",
          "\"output_format\"",
          "\"output_config\"",
          "\"image",
          "\"document\"",
          "\"file\"",
          "\"input_audio\"");

  private Needs() {}

  static Set<Capability> of(ClientRequest request) {
    String text = new String(request.body(), ISO_8859_1);
    if (SIGNS.stream().noneMatch(text::contains)) {
      return Set.of();
    }
    try {
      return of(Json.read(request.body()));
    } catch (IOException _) {
      // A field given twice, further down: the translation has its say about that.
      return Set.of();
    }
  }

  private static Set<Capability> of(JsonNode body) {
    var needs = EnumSet.noneOf(Capability.class);
    if (!body.path("tools").isEmpty() || !body.path("functions").isEmpty()) {
      needs.add(Capability.FUNCTION_CALLING);
    }
    if (body.path("response_format").path("type").asText("").equals("json_schema")
        || body.hasNonNull("output_format")
        || body.path("output_config").hasNonNull("format")) {
      needs.add(Capability.RESPONSE_SCHEMA);
    }
    for (JsonNode message : body.path("messages")) {
      for (JsonNode part : message.path("content")) {
        add(needs, part.path("type").asText(""));
      }
    }
    return needs;
  }

  private static void add(Set<Capability> needs, String part) {
    switch (part) {
      case "image_url", "image" -> needs.add(Capability.VISION);
      case "document", "file" -> needs.add(Capability.PDF_INPUT);
      case "input_audio" -> needs.add(Capability.AUDIO_INPUT);
      default -> {
        // Text, or what comes of tools.
      }
    }
  }
}
