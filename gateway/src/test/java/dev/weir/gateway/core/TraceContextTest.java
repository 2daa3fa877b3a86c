package dev.weir.gateway.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT = "00f067aa0ba902b7";

  @Test
  void goesOnWithATrace() {
    TraceContext trace = TraceContext.of("00-" + TRACE + "-" + PARENT + "-00", true);

    assertThat(trace.traceId()).isEqualTo(TRACE);
    assertThat(trace.parent()).isEqualTo(PARENT);
    assertThat(trace.sampled()).isFalse();
    assertThat(trace.traceparent(2)).isEqualTo("00-" + TRACE + "-" + trace.spanId(2) + "-00");
  }

  @Test
  void readsAVersionThatIsToCome() {
    assertThat(TraceContext.of("01-" + TRACE + "-" + PARENT + "-03-more", false).traceId())
        .isEqualTo(TRACE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01"
      })
  void beginsATrace_whereNoneCanBeRead(String header) {
    TraceContext trace = TraceContext.of(header, false);

    assertThat(trace.traceId()).matches("[0-9a-f]{32}").isNotEqualTo(TRACE);
    assertThat(trace.parent()).isNull();
    assertThat(trace.sampled()).isTrue();
    assertThat(trace.spanId(0)).matches("[0-9a-f]{16}").isNotEqualTo(trace.spanId(1));
    assertThat(trace.traceparent(1)).isNull();
  }
}
