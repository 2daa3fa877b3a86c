package dev.weir.gateway.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintTest {
  private static final String BODY = "{\"a\":[1,\"x\",null],\"b\":{\"c\":true,\"d\":2.50}}";

  private static Fingerprint of(String body) {
    return Fingerprint.of("chat", body.getBytes(UTF_8));
  }

  @Test
  void isTheSame_whateverTheOrderOfFieldsAndTheSpaces() {
    assertThat(of("{ \"b\": {\"d\":2.50, \"c\":true},\n\"a\":[1,\"\\u0078\",null] }"))
        .isEqualTo(of(BODY));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":[\"x\",1,null],\"b\":{\"c\":true,\"d\":2.50}}",
        "{\"a\":[1,\"x\",null],\"b\":{\"c\":false,\"d\":2.50}}",
        "{\"a\":[1,\"x\",null],\"b\":{\"c\":\"true\",\"d\":2.50}}",
        "{\"a\":[1,\"x\"],\"b\":{\"c\":true,\"d\":2.50}}",
        "{\"a\":[1,\"x\",null],\"b\":{\"c\":true},\"d\":2.50}",
        "{\"a\":[1,\"x\",null]",
        ""
      })
  void differs_whereTheValueDoes(String body) {
    assertThat(of(body)).isNotEqualTo(of(BODY));
  }

  @Test
  void differsByOperation() {
    assertThat(Fingerprint.of("messages", BODY.getBytes(UTF_8))).isNotEqualTo(of(BODY));
  }

  @Test
  void tellsNumbersApart_thatADoubleCannot() {
    assertThat(of("[9007199254740993]")).isNotEqualTo(of("[9007199254740992]"));
    assertThat(of("[0.12345678901234567891]")).isNotEqualTo(of("[0.12345678901234567892]"));
  }
}
