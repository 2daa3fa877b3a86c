package dev.weir.provider;

import java.util.List;
import java.util.stream.Collectors;

/** What the models routes list; a call may name any other model too. */
final class ModelList {

  static final String OPENAI =
      List.of("gpt-4o", "gpt-4o-2024-08-06", "gpt-4o-mini", "o4-mini").stream()
          .map(id ->
              "{\"id\":\""
                  + id
                  + "\",\"object\":\"model\",\"created\":1722814719,\"owned_by\":\"system\"}")
          .collect(Collectors.joining(",", "{\"object\":\"list\",\"data\":[", "]}"));

  static final String ANTHROPIC =
      List.of("claude-sonnet-4-6", "claude-haiku-4-5-20251001").stream()
          .map(id ->
              "{\"type\":\"model\",\"id\":\""
                  + id
                  + "\",\"display_name\":\""
                  + id
                  + "\",\"lifecycle\":\"active\",\"created_at\":\"2025-10-01T00:00:00Z\"}")
          .collect(
              Collectors.joining(
                  ",",
                  "{\"data\":[",
                  "],\"has_more\":false,\"first_id\":\"claude-sonnet-4-6\","
                      + "\"last_id\":\"claude-haiku-4-5-20251001\"}"));

  private ModelList() {}
}
