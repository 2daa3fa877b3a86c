package dev.weir.provider.otlp;

import java.util.List;
import java.util.Map;

/**
 * A span as it was received.
 *
 * @param parentId empty: none
 * @param kind such as {@code SERVER}
 * @param attributes values are texts, longs, doubles, booleans or lists of texts
 * @param status {@code UNSET}, {@code OK} or {@code ERROR}
 * @param resource attributes of who sent it
 */
public record OtlpSpan(
    String traceId,
    String spanId,
    String parentId,
    String name,
    String kind,
    long startNanos,
    long endNanos,
    Map<String, Object> attributes,
    List<Event> events,
    String status,
    String statusMessage,
    Map<String, Object> resource) {
  /** Something that happened meanwhile. */
  public record Event(String name, Map<String, Object> attributes) {}
}
