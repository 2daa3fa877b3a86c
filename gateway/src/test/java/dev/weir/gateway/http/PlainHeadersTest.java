package dev.weir.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.http.Header;
import io.helidon.http.WritableHeaders;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class PlainHeadersTest {
  private final WritableHeaders<?> headers = WritableHeaders.create();

  private Map<String, String> written() {
    Map<String, String> written = new LinkedHashMap<>();
    StreamSupport.stream(headers.spliterator(), false)
        .map(Header.class::cast)
        .forEach(header -> written.put(header.name(), header.get()));
    return written;
  }

  @Test
  void passesNamesAndValuesThatStandInHeaders() {
    PlainHeaders.set(headers, "llm_provider-x", "a\tb \u00e9");
    PlainHeaders.set(headers, Names.MODEL_GROUP, "gpt-4o");

    assertThat(written())
        .isEqualTo(Map.of("llm_provider-x", "a\tb \u00e9", "x-litellm-model-group", "gpt-4o"));
  }

  @Test
  void leavesOutValuesThatWouldStartAnotherHeader() {
    for (String value : new String[] {"a\r\nset-cookie: b", "a\nb", "a\rb", "a\0b", "a\u0100"}) {
      PlainHeaders.set(headers, Names.MODEL_GROUP, value);
      PlainHeaders.set(headers, "x-provider", value);
    }

    assertThat(written()).isEmpty();
  }

  @Test
  void leavesOutNamesThatAreNone() {
    for (String name : new String[] {"", "a b", "a:b", "a\r\nb", "a\u00e9", "a\"b"}) {
      PlainHeaders.set(headers, name, "v");
    }

    assertThat(written()).isEmpty();
  }
}
