package dev.weir.gateway.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.core.ClientRequest;
import dev.weir.gateway.core.Protocol;
import dev.weir.schemas.config.Capability;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NeedsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"tools\":[{}]                                     | FUNCTION_CALLING",
        "\"functions\":[{}]                                 | FUNCTION_CALLING",
        "\"response_format\":{\"type\":\"json_schema\"}     | RESPONSE_SCHEMA",
        "\"output_format\":{\"type\":\"json_schema\"}       | RESPONSE_SCHEMA",
        "\"output_config\":{\"format\":{}}                  | RESPONSE_SCHEMA",
        "\"messages\":[{\"content\":[{\"type\":\"image_url\"}]}]   | VISION",
        "\"messages\":[{\"content\":[{\"type\":\"image\"}]}]       | VISION",
        "\"messages\":[{\"content\":[{\"type\":\"document\"}]}]    | PDF_INPUT",
        "\"messages\":[{\"content\":[{\"type\":\"file\"}]}]        | PDF_INPUT",
        "\"messages\":[{\"content\":[{\"type\":\"input_audio\"}]}] | AUDIO_INPUT",
      })
  void readsWhatTheModelHasToBeAbleToDo(String field, Capability need) {
    assertThat(needs("{" + field + "}")).containsExactly(need);
  }

  @Test
  void needsNothing_whereTheWordsOnlyStandInATextOrAreEmpty() {
    assertThat(needs("{\"messages\":[{\"content\":\"\\\"tools\\\" and \\\"image\\\"\"}]}"))
        .isEmpty();
    assertThat(needs("{\"messages\":[{\"content\":\"image\"}],\"tools\":[]}")).isEmpty();
    assertThat(needs("{\"response_format\":{\"type\":\"json_object\"}}")).isEmpty();
    assertThat(needs("{\"output_config\":{\"effort\":\"low\"}}")).isEmpty();
  }

  private static Set<Capability> needs(String body) {
    return Needs.of(
        new ClientRequest(Protocol.OPENAI_CHAT, body.getBytes(UTF_8), "m", false, true, null, 1));
  }
}
