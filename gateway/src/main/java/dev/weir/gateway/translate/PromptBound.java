package dev.weir.gateway.translate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * How many prompt tokens a provider can count for a body at most.
 *
 * <p>Text: tokenizers of these providers work on bytes, so no token is shorter than a byte, and
 * JSON never makes a text shorter; what a provider adds for roles is less than their JSON. Other
 * parts count as their published maximum: images 48,169 (gpt-4o-mini, 8 tiles of 5,667 and 2,833;
 * platform.openai.com/docs/guides/images-vision, the largest of all models of both providers);
 * documents 1,050,000, the longest prompt that any model takes, because pages can't be counted from
 * outside (platform.claude.com/docs/en/build-with-claude/pdf-support); audio has at least a byte
 * for a token of 100 ms. Offering tools to Anthropic adds a system prompt of up to 804 tokens, and
 * up to 735 for each tool that it defines itself (platform.claude.com/docs/en/about-claude/pricing,
 * "Tool use"): 1,000 each here.
 */
final class PromptBound {
  static final long IMAGE = 48_169;
  static final long DOCUMENT = 1_050_000;
  static final long TOOLS = 1_000;

  private static final JsonFactory FACTORY = new JsonFactory();

  private PromptBound() {}

  /**
   * The bound of a request.
   *
   * @param body JSON, checked before
   */
  static long of(byte[] body) {
    long bound = body.length;
    try (JsonParser parser = FACTORY.createParser(body)) {
      boolean type = false;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          type = name.equals("type");
          bound += name.equals("tools") ? TOOLS : 0;
        } else {
          bound += type && token == JsonToken.VALUE_STRING ? ofType(parser.getText()) : 0;
          type = false;
        }
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("Not JSON", e);
    }
    return bound;
  }

  /** Types of content parts in both protocols; wherever else such a word stands, it counts too. */
  private static long ofType(String type) {
    return switch (type) {
      case "image_url", "image", "input_image" -> IMAGE;
      case "document", "file", "input_file", "container_upload", "search_result" -> DOCUMENT;
      default -> type.matches("[a-z_]+_20\\d{6}") ? TOOLS : 0;
    };
  }
}
