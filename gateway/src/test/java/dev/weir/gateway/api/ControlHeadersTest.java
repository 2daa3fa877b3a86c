package dev.weir.gateway.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.core.Protocol;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlHeadersTest {
  private static final String BODY =
      "{\"model\":\"m\",\"messages\":[],\"timeout\":9,\"num_retries\":4,\"tags\":[\"a\"]}";

  @Test
  void headersWinOverTheBody() {
    Controls controls =
        ((RequestReading.Read)
                read(
                    Map.of(
                        "x-litellm-timeout", "1.5",
                        "x-litellm-stream-timeout", "0.25",
                        "x-litellm-num-retries", "0")))
            .controls();

    assertThat(controls.timeout()).isEqualTo(Duration.ofMillis(1500));
    assertThat(controls.streamTimeout()).isEqualTo(Duration.ofMillis(250));
    assertThat(controls.retries()).isZero();
    assertThat(controls.tags()).containsExactly("a");
  }

  @Test
  void keepsTheBodysFields_whereNoHeaderSaysElse() {
    Controls controls =
        ((RequestReading.Read) read(Map.of("x-litellm-stream-timeout", "2"))).controls();

    assertThat(controls.timeout()).isEqualTo(Duration.ofSeconds(9));
    assertThat(controls.streamTimeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(controls.retries()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({
    "x-litellm-timeout, soon",
    "x-litellm-timeout, 0",
    "x-litellm-stream-timeout, -1",
    "x-litellm-num-retries, 1.5",
  })
  void refusesAHeaderThatCannotBeRead(String name, String value) {
    assertThat(read(Map.of(name, value)))
        .isInstanceOfSatisfying(
            RequestReading.Malformed.class, it -> assertThat(it.param()).isEqualTo(name));
  }

  private static RequestReading read(Map<String, String> headers) {
    return RequestReader.read(Protocol.OPENAI_CHAT, BODY.getBytes(UTF_8), headers);
  }
}
