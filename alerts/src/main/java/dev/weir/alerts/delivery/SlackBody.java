package dev.weir.alerts.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.alerts.text.Message;
import dev.weir.schemas.config.AlertType;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of a call to an incoming webhook, as Slack documents its Block Kit: {@code text} is what
 * a notification shows, the blocks are what the channel shows. What is not ours is escaped, and
 * {@code verbatim}: Slack makes no links and no mentions of it.
 *
 * @param runbook address of the page whose sections are linked to; null: its file is named
 * @param zone in which times are shown
 */
record SlackBody(@Nullable URI runbook, ZoneId zone) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH);

  // Slack refuses longer ones.
  private static final int HEADER_LIMIT = 150;
  private static final int TEXT_LIMIT = 3_000;

  /** Of one kind, in a message about many. */
  private static final int MOST_SHOWN = 20;

  /** One alert. */
  byte[] of(Message message) {
    ObjectNode root = begin(message.headline());
    ArrayNode blocks = root.withArray("blocks");
    header(blocks, message.headline());
    section(blocks, message.lines());
    ObjectNode context = blocks.addObject().put("type", "context");
    mrkdwn(context.putArray("elements").addObject(), runbook(message));
    return write(root);
  }

  /** Many alerts that waited, in one: each headline with its time, the oldest first. */
  byte[] of(List<Message> messages) {
    String headline =
        String.format(
            Locale.ROOT, "📬 %,d alerts since %s", messages.size(), time(messages.getFirst()));
    ObjectNode root = begin(headline);
    ArrayNode blocks = root.withArray("blocks");
    header(blocks, headline);
    List<String> part = new ArrayList<>();
    int length = 0;
    for (String line : lines(messages)) {
      if (length + line.length() + 1 > TEXT_LIMIT) {
        section(blocks, part);
        part.clear();
        length = 0;
      }
      part.add(line);
      length += line.length() + 1;
    }
    section(blocks, part);
    return write(root);
  }

  private List<String> lines(List<Message> messages) {
    Map<AlertType, Integer> shown = new EnumMap<>(AlertType.class);
    List<String> lines = new ArrayList<>();
    for (Message message : messages) {
      if (shown.merge(message.type(), 1, Integer::sum) <= MOST_SHOWN) {
        lines.add("• " + time(message) + "  " + escaped(cut(message.headline(), HEADER_LIMIT)));
      }
    }
    shown.forEach((type, count) -> {
      if (count > MOST_SHOWN) {
        lines.add(
            String.format(
                Locale.ROOT, "… and %,d more of `%s`", count - MOST_SHOWN, type.written()));
      }
    });
    lines.add("Many waited, so they are told in one; the details are in `weir.alerts.v1`.");
    return lines;
  }

  private String time(Message message) {
    return TIME.format(message.at().atZone(zone));
  }

  private String runbook(Message message) {
    return runbook == null
        ? "Runbook: deploy/RUNBOOK.md, `" + message.section() + "`"
        : "<" + escaped(runbook + "#" + message.section()) + "|Runbook>";
  }

  private static ObjectNode begin(String headline) {
    ObjectNode root = JSON.createObjectNode();
    return root.put("text", escaped(headline))
        .put("unfurl_links", false)
        .put("unfurl_media", false);
  }

  private static void header(ArrayNode blocks, String headline) {
    blocks
        .addObject()
        .put("type", "header")
        .putObject("text")
        .put("type", "plain_text")
        .put("text", cut(headline, HEADER_LIMIT))
        .put("emoji", true);
  }

  private static void section(ArrayNode blocks, List<String> lines) {
    ObjectNode section = blocks.addObject().put("type", "section");
    mrkdwn(section.putObject("text"), cut(String.join("\n", lines), TEXT_LIMIT));
  }

  private static void mrkdwn(ObjectNode text, String content) {
    text.put("type", "mrkdwn").put("text", content).put("verbatim", true);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static byte[] write(ObjectNode root) {
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
