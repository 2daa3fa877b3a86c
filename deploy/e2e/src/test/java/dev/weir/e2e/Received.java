package dev.weir.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.e2e.FaultRow.Surface;
import java.util.ArrayList;
import java.util.List;

/** What a client received, read as strictly as the strictest SDK. */
record Received(Surface surface, boolean stream, Answer answer) {

  /** An event of a stream; its name is empty where it has none. */
  private record Event(String name, String data) {
    JsonNode json() {
      return new Answer(200, null, data).json();
    }
  }

  /** It is this answer of this group, whole. */
  void assertAnswer(String text, String group) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    if (!stream) {
      JsonNode json = answer.json();
      assertThat(
              json.at(surface == Surface.CHAT ? "/choices/0/message/content" : "/content/0/text"))
          .as(answer.text())
          .hasToString("\"" + text + "\"");
      assertThat(json.path("model").asText()).isEqualTo(group);
      assertThat(json.has("error")).isFalse();
      return;
    }
    List<Event> events = events();
    assertThat(text(events)).as(answer.text()).isEqualTo(text);
    switch (surface) {
      case CHAT -> {
        assertThat(events.getLast().data()).as(answer.text()).isEqualTo("[DONE]");
        assertThat(answer.text()).containsOnlyOnce("[DONE]").doesNotContain("\"error\"");
      }
      case MESSAGES -> {
        assertThat(events.getFirst().name()).isEqualTo("message_start");
        assertThat(events.getFirst().json().at("/message/model").asText()).isEqualTo(group);
        assertThat(names(events).stream().filter(it -> !it.equals("ping")))
            .containsSubsequence(
                "message_start",
                "content_block_start",
                "content_block_stop",
                "message_delta",
                "message_stop")
            .doesNotContain("error");
        assertThat(events.getLast().name()).isEqualTo("message_stop");
        assertThat(answer.text()).containsOnlyOnce("event: message_start");
      }
    }
  }

  /** What it says, whole or streamed. */
  String text() {
    return stream
        ? text(events())
        : answer
            .json()
            .at(surface == Surface.CHAT ? "/choices/0/message/content" : "/content/0/text")
            .asText();
  }

  /** It is the beginning of this answer, and then an error in the client's protocol. */
  void assertBeginning(String text, int words) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    List<Event> events = events();
    assertThat(text(events.subList(0, events.size() - 1)).split(" "))
        .as(answer.text())
        .hasSizeGreaterThanOrEqualTo(words);
    assertThat(text).startsWith(text(events));
    JsonNode last = events.getLast().json();
    assertThat(last.at("/error/message").asText()).as(answer.text()).isNotBlank();
    switch (surface) {
      case CHAT -> {
        assertThat(last.path("error").has("type") && last.path("error").has("code")).isTrue();
        assertThat(answer.text()).doesNotContain("[DONE]");
      }
      case MESSAGES -> {
        assertThat(events.getLast().name()).isEqualTo("error");
        assertThat(last.path("type").asText()).isEqualTo("error");
        assertThat(last.at("/error/type").asText()).endsWith("_error");
        assertThat(answer.text()).doesNotContain("message_stop");
      }
    }
  }

  /** It is an error with this status in the client's protocol. */
  void assertError(int status) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.error().path("message").asText()).isNotBlank();
    assertThat(answer.json().path("type").asText())
        .isEqualTo(surface == Surface.MESSAGES ? "error" : "");
  }

  private static List<String> names(List<Event> events) {
    return events.stream().map(Event::name).toList();
  }

  private String text(List<Event> events) {
    StringBuilder text = new StringBuilder();
    for (Event event : events) {
      if (event.data().equals("[DONE]")) {
        continue;
      }
      JsonNode json = event.json();
      if (surface == Surface.CHAT) {
        text.append(json.at("/choices/0/delta/content").asText(""));
      } else {
        assertThat(json.path("type").asText()).isEqualTo(event.name());
        text.append(json.at("/delta/text").asText(""));
      }
    }
    return text.toString();
  }

  /** Every line must be one that the protocol has. */
  private List<Event> events() {
    assertThat(answer.text()).endsWith("\n\n");
    List<Event> events = new ArrayList<>();
    for (String block : answer.text().split("\n\n")) {
      String name = "";
      String data = null;
      for (String line : block.split("\n")) {
        if (line.startsWith("event: ")) {
          name = line.substring("event: ".length());
        } else if (!line.startsWith(":")) {
          assertThat(line).as(answer.text()).startsWith("data: ");
          assertThat(data).as("one line of data: " + block).isNull();
          data = line.substring("data: ".length());
        }
      }
      if (data != null) {
        assertThat(name.isEmpty()).isEqualTo(surface == Surface.CHAT);
        events.add(new Event(name, data));
      }
    }
    return events;
  }
}
