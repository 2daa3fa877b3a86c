package dev.weir.alerts.text;

import dev.weir.schemas.config.AlertType;
import dev.weir.schemas.events.Alert;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What on-call is told.
 *
 * @param headline one line of plain text
 * @param lines Slack mrkdwn; what came from outside is escaped already
 * @param section of deploy/RUNBOOK.md, as its link target
 * @param team that it concerns; null: none
 * @param alert the record that it tells; null: this process found it out by itself
 */
public record Message(
    AlertType type,
    Instant at,
    String headline,
    List<String> lines,
    String section,
    @Nullable String team,
    @Nullable Alert alert) {
  public Message {
    lines = List.copyOf(lines);
  }
}
