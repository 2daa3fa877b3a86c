package dev.weir.gateway.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseParserTest {
  private static final String TRICKY =
      "\uFEFF: comment\nevent: a\ndata: one\ndata:two\ndata:  three\n\n"
          + "data: crlf\r\nid: 7\r\n\r\n"
          + "data: cr\r\r"
          + "retry: 10\n\nevent: lost\n\n"
          + "data\n\n"
          + "data: späß €𝄞\n\n"
          + "data: unfinished\n";

  @Test
  void cutsEventsAsTheStandardSays() {
    assertThat(texts(TRICKY.getBytes(UTF_8), new Random(1), Integer.MAX_VALUE))
        .containsExactly("a|one\ntwo\n three", "null|crlf", "null|cr", "null|", "null|späß €𝄞");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 50})
  void readsTheSameEvents_whereverTheBytesAreCut(int most) {
    byte[] bytes = TRICKY.getBytes(UTF_8);
    List<String> whole = texts(bytes, new Random(1), Integer.MAX_VALUE);
    for (int seed = 0; seed < 200; seed++) {
      assertThat(texts(bytes, new Random(seed), most)).as("seed %d", seed).isEqualTo(whole);
    }
  }

  @Test
  void readsARecordedStream() {
    List<String> texts = texts(Recordings.stream("messages-to-anthropic-stream"), new Random(1), 5);

    assertThat(texts).hasSize(11);
    assertThat(texts.getFirst()).isEqualTo("ping|{\"type\":\"ping\"}");
    assertThat(texts.getLast()).isEqualTo("message_stop|{\"type\":\"message_stop\"}");
  }

  @Test
  void writesWhatItRead() {
    SseParser parser = new SseParser();
    byte[] bytes = "event: a\ndata: one\ndata: two\n\n".getBytes(UTF_8);
    parser.feed(bytes, 0, bytes.length);

    assertThat(parser.next().bytes()).isEqualTo(bytes);
  }

  @Test
  void refusesAnEvent_whenItIsTooLarge() {
    SseParser parser = new SseParser(100);
    byte[] line = "data: 0123456789\n".getBytes(UTF_8);

    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 20; i++) {
                parser.feed(line, 0, line.length);
              }
            })
        .isInstanceOf(SseTooLargeException.class);
  }

  @Test
  void refusesALine_whenItNeverEnds() {
    SseParser parser = new SseParser(100);

    assertThatThrownBy(() -> parser.feed(new byte[101], 0, 101))
        .isInstanceOf(SseTooLargeException.class);
  }

  private static List<String> texts(byte[] bytes, Random random, int most) {
    SseParser parser = new SseParser();
    List<String> texts = new ArrayList<>();
    int from = 0;
    while (from < bytes.length) {
      int to =
          Math.min(bytes.length, from + (most > 1000 ? bytes.length : random.nextInt(most) + 1));
      parser.feed(bytes, from, to);
      for (SseEvent event = parser.next(); event != null; event = parser.next()) {
        texts.add(event.name() + "|" + event.text());
      }
      from = to;
    }
    return texts;
  }
}
