package dev.weir.alerts.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.alerts.text.AlertText;
import dev.weir.alerts.text.Message;
import dev.weir.schemas.events.Alert;
import dev.weir.schemas.events.EventJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is posted for each golden record of the alert topic, to Slack and to a generic webhook. With
 * {@code WEIR_WRITE_GOLDEN} set in the environment the files are written anew instead.
 */
class GoldenMessagesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path RECORDS = Path.of("../schemas/src/test/resources/golden");
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");
  private static final SlackBody SLACK =
      new SlackBody(URI.create("https://docs.example.com/weir/RUNBOOK.md"), ZoneId.of("UTC"));

  /** Every record by its type, and what this process tells by itself. */
  static Map<String, Message> messages() {
    var text = new AlertText(ZoneId.of("UTC"));
    var messages = new TreeMap<String, Message>();
    for (Class<?> type : Alert.class.getPermittedSubclasses()) {
      String name = name(type);
      messages.put(name, text.of(record(name)));
    }
    messages.put("accounting-behind", text.behind(AT, 12_345, Duration.ofMinutes(1)));
    messages.put("accounting-caught-up", text.caughtUp(AT, Duration.ofSeconds(754)));
    return messages;
  }

  static Stream<String> names() {
    return messages().keySet().stream();
  }

  private static String name(Class<?> type) {
    return type.getSimpleName()
        .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
        .toLowerCase(java.util.Locale.ROOT);
  }

  private static Alert record(String name) {
    try {
      return EventJson.read(Files.readAllBytes(RECORDS.resolve(name + ".json")), Alert.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void slackIsToldThis(String name) throws IOException {
    compare("slack/" + name, SLACK.of(messages().get(name)));
  }

  @ParameterizedTest
  @MethodSource("names")
  void aWebhookGetsThis(String name) throws IOException {
    compare("webhook/" + name, WebhookBody.of(messages().get(name)));
  }

  @Test
  void manyAreToldLikeThis() throws IOException {
    List<Message> many = new ArrayList<>(messages().values());
    for (int i = 0; i < 30; i++) {
      many.add(messages().get("provider-failed"));
    }

    compare("slack/many", SLACK.of(many));
  }

  @ParameterizedTest
  @MethodSource("names")
  void theRunbookHasASectionForIt(String name) throws IOException {
    List<String> sections =
        Files.readAllLines(Path.of("../deploy/RUNBOOK.md")).stream()
            .filter(line -> line.startsWith("## "))
            .map(line -> line.substring(3).toLowerCase(java.util.Locale.ROOT).replace(' ', '-'))
            .toList();

    assertThat(sections).contains(messages().get(name).section());
  }

  private static void compare(String name, byte[] body) throws IOException {
    Path file = GOLDEN.resolve(name + ".json");
    JsonNode json = JSON.readTree(body);
    if (System.getenv("WEIR_WRITE_GOLDEN") != null) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, json.toPrettyString() + "\n");
    }
    assertThat(json.toPrettyString() + "\n").isEqualTo(Files.readString(file));
  }
}
