package dev.weir.alerts.text;

import java.util.List;

/**
 * The words of a message.
 *
 * @param headline plain text
 * @param lines mrkdwn
 */
record Said(String headline, List<String> lines) {}
