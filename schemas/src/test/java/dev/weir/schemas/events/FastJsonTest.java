package dev.weir.schemas.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written and read by hand, beside what Jackson's mapper makes of the same. */
class FastJsonTest {
  private static final ObjectMapper PLAIN = EventJson.plain().build();
  private static final int TRIES = 1_000;

  @ParameterizedTest
  @ValueSource(classes = {AttemptStarted.class, AttemptFinished.class})
  void writesTheVeryBytes(Class<? extends LogEvent> type) throws IOException {
    var records = new RandomRecords(1);
    ObjectWriter plainly = PLAIN.writerFor(LogEvent.class);
    for (int i = 0; i < TRIES; i++) {
      LogEvent event = records.record(type);

      assertThat(new String(EventJson.write(event), UTF_8))
          .isEqualTo(new String(plainly.writeValueAsBytes(event), UTF_8));
    }
  }

  @ParameterizedTest
  @ValueSource(classes = {BudgetWindow.class, Tokens.class})
  void writesTheVeryBytesOfValues(Class<?> type) throws IOException {
    var records = new RandomRecords(2);
    for (int i = 0; i < TRIES; i++) {
      Object value = records.record(type);

      assertThat(new String(EventJson.write(value), UTF_8))
          .isEqualTo(new String(PLAIN.writeValueAsBytes(value), UTF_8));
    }
  }

  @ParameterizedTest
  @ValueSource(classes = {AttemptStarted.class, AttemptFinished.class})
  void readsWhatIsWritten(Class<? extends LogEvent> type) throws IOException {
    var records = new RandomRecords(3);
    for (int i = 0; i < TRIES; i++) {
      LogEvent event = records.record(type);

      assertThat(AttemptReader.read(EventJson.write(event))).isEqualTo(event);
    }
  }

  @Test
  void passesOverFieldsOfLaterVersions() throws IOException {
    AttemptFinished event = new RandomRecords(4).record(AttemptFinished.class);
    ObjectNode json = (ObjectNode) PLAIN.readTree(EventJson.write(event));
    json.putObject("later").putArray("list").add(1).addObject().put("x", 2);
    json.with("tokens").put("video", 7);

    assertThat(AttemptReader.read(PLAIN.writeValueAsBytes(json))).isEqualTo(event);
  }

  /** One byte is another, or is gone: both read the same, or both refuse. */
  @ParameterizedTest
  @ValueSource(classes = {AttemptStarted.class, AttemptFinished.class})
  void readsNothingThatTheMapperRefuses(Class<? extends LogEvent> type) throws IOException {
    var random = new Random(5);
    byte[] whole = EventJson.write(new RandomRecords(5).record(type));
    String usual = "\"{}[]:,0123456789abcntruelsTZ-.\\ ";
    for (int i = 0; i < 5_000; i++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(whole.length)] = (byte) usual.charAt(random.nextInt(usual.length()));

      assertThat(read(damaged)).as(new String(damaged, UTF_8)).isEqualTo(readPlainly(damaged));
    }
  }

  /** Each field taken away in turn, and each made null. */
  @ParameterizedTest
  @ValueSource(classes = {AttemptStarted.class, AttemptFinished.class})
  void refusesTheSameGaps(Class<? extends LogEvent> type) throws IOException {
    byte[] whole = EventJson.write(new RandomRecords(6).record(type));
    for (String field : PLAIN.readTree(whole).properties().stream().map(f -> f.getKey()).toList()) {
      ObjectNode without = (ObjectNode) PLAIN.readTree(whole);
      without.remove(field);
      ObjectNode empty = (ObjectNode) PLAIN.readTree(whole);
      empty.putNull(field);

      for (ObjectNode json : new ObjectNode[] {without, empty}) {
        byte[] bytes = PLAIN.writeValueAsBytes(json);
        assertThat(read(bytes)).as(field).isEqualTo(readPlainly(bytes));
      }
    }
  }

  private static @Nullable LogEvent read(byte[] json) {
    try {
      return EventJson.read(json, LogEvent.class);
    } catch (IOException e) {
      return null;
    }
  }

  private static @Nullable LogEvent readPlainly(byte[] json) {
    try {
      return PLAIN.readValue(json, LogEvent.class);
    } catch (IOException e) {
      return null;
    }
  }
}
