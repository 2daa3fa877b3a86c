package dev.weir.alerts.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * A message for an incoming webhook, as Slack documents its Block Kit: {@code text} is what a
 * notification shows, the blocks are what the channel shows.
 *
 * @param headline one line of plain text
 * @param lines Slack mrkdwn; what came from outside is escaped already
 */
public record SlackMessage(String headline, List<String> lines) {
  private static final ObjectMapper JSON = new ObjectMapper();
  // Slack refuses longer ones.
  private static final int HEADER_LIMIT = 150;
  private static final int TEXT_LIMIT = 3_000;

  public SlackMessage {
    lines = List.copyOf(lines);
  }

  /** Escapes the three characters that Slack's mrkdwn gives a meaning to. */
  public static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** The JSON body of the webhook call, UTF-8. */
  public byte[] body() {
    ObjectNode root = JSON.createObjectNode();
    root.put("text", escaped(headline));
    ArrayNode blocks = root.putArray("blocks");
    ObjectNode header = blocks.addObject().put("type", "header");
    header
        .putObject("text")
        .put("type", "plain_text")
        .put("text", cut(headline, HEADER_LIMIT))
        .put("emoji", true);
    ObjectNode section = blocks.addObject().put("type", "section");
    section
        .putObject("text")
        .put("type", "mrkdwn")
        .put("text", cut(String.join("\n", lines), TEXT_LIMIT));
    try {
      return JSON.writeValueAsBytes(root);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String cut(String text, int limit) {
    return text.length() <= limit ? text : text.substring(0, limit - 1) + "…";
  }
}
