package dev.weir.gateway.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.schemas.events.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "{}",
        "{\"prompt_tokens\":7}",
        "{\"prompt_tokens\":-7,\"completion_tokens\":1}",
        "{\"prompt_tokens\":7,\"completion_tokens\":\"many\"}",
        "{\"prompt_tokens\":7,\"completion_tokens\":1.5}",
        "{\"prompt_tokens\":7,\"completion_tokens\":99999999999}"
      })
  void isNotKnown_whereAChatCompletionCountsNothing(String usage) throws Exception {
    assertThat(Usage.chat(Json.read(usage.getBytes(UTF_8)))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "{}",
        "{\"input_tokens\":-7,\"output_tokens\":1}",
        "{\"input_tokens\":-7,\"output_tokens\":\"many\"}",
        "{\"output_tokens\":-1}"
      })
  void isNotKnown_whereAMessageCountsNothing(String usage) throws Exception {
    assertThat(Usage.message(Json.read(usage.getBytes(UTF_8)), Tokens.NONE)).isNull();
  }

  @Test
  void keepsWhatAnEarlierEventSaid() throws Exception {
    Tokens before = new Tokens(10, 2, 3, 4, 1, 0);

    Tokens last = Usage.message(Json.read("{\"output_tokens\":9}".getBytes(UTF_8)), before);

    assertThat(last).isEqualTo(new Tokens(10, 2, 3, 4, 9, 0));
  }
}
