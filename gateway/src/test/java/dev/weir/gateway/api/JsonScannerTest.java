package dev.weir.gateway.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonScannerTest {
  private static final List<String> VALUES =
      List.of(
          "1",
          "-0.5e+10",
          "1.00",
          "true",
          "null",
          "\"\"",
          "\"a,b} ]\\\" \\u00e9\"",
          "\"€𝄞\"",
          "[]",
          "[1, {\"model\":\"x\"} ,[ ]]",
          "{}",
          "{ \"a\" : {\"b\":[\"}\"]} }");
  private static final List<String> SPACES = List.of("", " ", "\n\t", "  \r\n ");

  @Test
  void findsEveryFieldToTheByte_whateverStandsBetween() throws IOException {
    for (int seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder(space(random)).append('{');
      List<JsonField> expected = new ArrayList<>();
      int count = random.nextInt(6);
      for (int i = 0; i < count; i++) {
        text.append(i == 0 ? "" : ",").append(space(random));
        int start = length(text);
        text.append("\"f\\u0069€").append(i).append('"').append(space(random)).append(':');
        text.append(space(random));
        int value = length(text);
        text.append(VALUES.get(random.nextInt(VALUES.size())));
        expected.add(new JsonField("fi€" + i, start, value, length(text)));
        text.append(space(random));
      }
      text.append(space(random)).append('}').append(space(random));

      assertThat(JsonScanner.fields(text.toString().getBytes(UTF_8)))
          .as("seed %d: %s", seed, text)
          .isEqualTo(expected);
    }
  }

  @Test
  void findsFieldsInsideAField() throws IOException {
    byte[] json = "{\"a\": 1, \"b\" : { \"c\":[2] } }".getBytes(UTF_8);
    JsonField inside = JsonScanner.fields(json, JsonScanner.fields(json).get(1)).getFirst();

    assertThat(inside.name()).isEqualTo("c");
    assertThat(new String(json, inside.valueStart(), inside.end() - inside.valueStart(), UTF_8))
        .isEqualTo("[2]");
  }

  private static String space(Random random) {
    return SPACES.get(random.nextInt(SPACES.size()));
  }

  private static int length(StringBuilder text) {
    return text.toString().getBytes(UTF_8).length;
  }
}
