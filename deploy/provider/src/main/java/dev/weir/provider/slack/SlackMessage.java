package dev.weir.provider.slack;

import java.time.Instant;

/**
 * A message that a channel would show.
 *
 * @param path the webhook's path
 * @param text empty when the message has blocks only
 * @param blocks a JSON array; {@code []} when there are none
 */
public record SlackMessage(String path, String text, String blocks, Instant receivedAt) {}
