package dev.weir.provider.otlp;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** From protobuf to what tests look at. */
final class Decoding {
  private Decoding() {}

  static List<OtlpSpan> spans(ExportTraceServiceRequest request) {
    List<OtlpSpan> spans = new ArrayList<>();
    for (var resource : request.getResourceSpansList()) {
      Map<String, Object> of = attributes(resource.getResource().getAttributesList());
      for (var scope : resource.getScopeSpansList()) {
        scope.getSpansList().forEach(span -> spans.add(span(span, of)));
      }
    }
    return spans;
  }

  private static OtlpSpan span(Span span, Map<String, Object> resource) {
    return new OtlpSpan(
        hex(span.getTraceId()),
        hex(span.getSpanId()),
        hex(span.getParentSpanId()),
        span.getName(),
        span.getKind().name().replace("SPAN_KIND_", ""),
        span.getStartTimeUnixNano(),
        span.getEndTimeUnixNano(),
        attributes(span.getAttributesList()),
        span.getEventsList().stream()
            .map(it -> new OtlpSpan.Event(it.getName(), attributes(it.getAttributesList())))
            .toList(),
        span.getStatus().getCode().name().replace("STATUS_CODE_", ""),
        span.getStatus().getMessage(),
        resource);
  }

  private static Map<String, Object> attributes(List<KeyValue> values) {
    Map<String, Object> attributes = new TreeMap<>();
    values.forEach(it -> attributes.put(it.getKey(), value(it.getValue())));
    return attributes;
  }

  private static Object value(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case BOOL_VALUE -> value.getBoolValue();
      case INT_VALUE -> value.getIntValue();
      case DOUBLE_VALUE -> value.getDoubleValue();
      case ARRAY_VALUE ->
          value.getArrayValue().getValuesList().stream().map(Decoding::value).toList();
      default -> throw new IllegalArgumentException("unexpected: " + value.getValueCase());
    };
  }

  private static String hex(ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }
}
