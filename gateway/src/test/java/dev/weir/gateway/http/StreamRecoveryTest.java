package dev.weir.gateway.http;

import static dev.weir.gateway.http.TestGateway.MASTER;
import static dev.weir.gateway.http.TestGateway.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.gateway.api.Json;
import dev.weir.gateway.core.Admission;
import dev.weir.gateway.journal.FinishDraft;
import dev.weir.provider.Behaviour;
import dev.weir.provider.Behaviour.Answer;
import dev.weir.provider.Behaviour.Refuse;
import dev.weir.provider.Break;
import dev.weir.provider.Settings;
import dev.weir.provider.ToolCall;
import dev.weir.provider.Usage;
import dev.weir.schemas.events.Outcome;
import dev.weir.schemas.events.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A stream that breaks off after content goes on with another deployment, if its key wants so. */
class StreamRecoveryTest {
  private static final String WANTS = "sk-wants";
  private static final String CHAT = "/v1/chat/completions";
  private static final String MESSAGES = "/v1/messages";
  private static final String STREAM =
      ",\"stream\":true,\"stream_options\":{\"include_usage\":true}";

  private static final Answer BEGINS =
      new Answer(Usage.of(100, 20), "The river is wide and slow today.");
  private static final Answer GOES_ON = new Answer(Usage.of(120, 7), "is wide and slow now.");
  private static final String WHOLE = "The river is wide and slow now.";
  private static final int WORDS = 4;

  private final TestGateway gateway = new TestGateway(Settings.DEFAULTS, Duration.ofMillis(1_500));

  @BeforeEach
  void aKeyThatWantsIt() {
    gateway.limitedKey(WANTS, null, null, null, Map.of("stream_recovery", "continue"));
    gateway.provider.script("claude-sonnet-4-6", GOES_ON);
    gateway.provider.script("gpt-4o-mini", GOES_ON);
  }

  @AfterEach
  void holdsEndOnce() {
    assertThat(gateway.plane.holds).allSatisfy(hold -> assertThat(hold.endings).hasSize(1));
    assertThat(gateway.log.finished).hasSameSizeAs(gateway.log.begun);
    gateway.close();
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource({
    "CUT,      /v1/chat/completions, gpt-4o",
    "CUT,      /v1/chat/completions, twin",
    "CUT,      /v1/messages,         gpt-4o",
    "CUT,      /v1/messages,         twin",
    "RESET,    /v1/chat/completions, gpt-4o",
    "RESET,    /v1/messages,         twin",
    "ENDED,    /v1/chat/completions, gpt-4o",
    "ENDED,    /v1/messages,         twin",
    "STALLED,  /v1/chat/completions, gpt-4o",
    "STALLED,  /v1/messages,         twin",
    "BAD_JSON, /v1/chat/completions, twin",
    "BAD_JSON, /v1/messages,         gpt-4o",
  })
  void theClientGetsOneStream(Break how, String path, String group) {
    gateway.provider.script("gpt-4o", BEGINS.breaking(how, WORDS));

    var response = gateway.post(path, WANTS, ask(group, STREAM, path));

    assertOneStream(path, response);
  }

  @ParameterizedTest
  @ValueSource(strings = {CHAT, MESSAGES})
  void theClientGetsOneStream_afterAnErrorEvent(String path) {
    gateway.provider.next(
        "claude-sonnet-4-6", 1, new Behaviour.ErrorAfter(WORDS, Refuse.status(529), BEGINS));

    var response = gateway.post(path, WANTS, ask("claude", STREAM, path));

    assertOneStream(path, response);
  }

  @Test
  void goesOnAsOftenAsItMayBeTriedAgain() {
    gateway.provider.script("gpt-4o", GOES_ON);
    gateway.provider.next("gpt-4o", 1, BEGINS.cutAfter(2));
    gateway.provider.script(
        "gpt-4o-mini", new Answer(Usage.of(110, 9), " is wide and deep").cutAfter(2));

    var response = gateway.post(CHAT, WANTS, ask("twin", STREAM + ",\"num_retries\":2", CHAT));

    assertThat(text(CHAT, response.body())).isEqualTo(WHOLE);
    assertThat(gateway.log.finished)
        .extracting(FinishDraft::outcome)
        .containsExactly(Outcome.CUT, Outcome.CUT, Outcome.SUCCEEDED);
    assertThat(response.body())
        .contains(
            "\"deployment\":\"twin-2\"},{\"model_group\":\"twin\",\"deployment\":\"twin-1\"}]");
  }

  @Test
  void tellsTheNextOneWhatWasSaid() {
    gateway.provider.script("gpt-4o", BEGINS.cutAfter(WORDS));

    gateway.post(CHAT, WANTS, ask("twin", STREAM, CHAT));

    JsonNode asked = read(gateway.provider.requests().getLast().body());
    assertThat(asked.at("/messages/1/role").asText()).isEqualTo("assistant");
    assertThat(asked.at("/messages/1/content").asText().strip()).isEqualTo("The river is wide");
    assertThat(asked.at("/messages/2/role").asText()).isEqualTo("user");
    assertThat(asked.path("max_tokens").asLong()).isEqualTo(50 - 17 / 4);
  }

  @Test
  void theTrailTellsOfBoth() {
    gateway.provider.script("gpt-4o", BEGINS.cutAfter(WORDS));

    var response = gateway.post(CHAT, WANTS, ask("twin", STREAM, CHAT));

    String id = response.headers().firstValue("x-litellm-call-id").orElseThrow();
    JsonNode trail = json(gateway.get("/v1/attempts/" + id, MASTER));
    assertThat(trail.path("state").asText()).isEqualTo("answered");
    assertThat(trail.findValuesAsText("role")).containsExactly("first", "continuation");
    assertThat(trail.findValuesAsText("outcome")).containsExactly("cut", "succeeded");
    assertThat(trail.findValuesAsText("number")).containsExactly("1", "2");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        ",\"response_format\":{\"type\":\"json_object\"}",
        ",\"n\":2",
        ",\"logprobs\":true",
      })
  void endsWithAnError_whereTwoAnswersCanNotBeJoined(String field) {
    gateway.provider.script("gpt-4o", BEGINS.cutAfter(WORDS));

    var response = gateway.post(CHAT, WANTS, ask("twin", STREAM + field, CHAT));

    assertBroken(response);
  }

  @Test
  void endsWithAnError_inTheMiddleOfAToolCall() {
    var tool = new ToolCall("weather", "{\"city\": \"Rome\"}");
    gateway.provider.script("gpt-4o", BEGINS.calling(tool).cutAfter(9));

    var response = gateway.post(CHAT, WANTS, ask("twin", STREAM, CHAT));

    assertThat(response.body()).contains("tool_calls");
    assertBroken(response);
  }

  @Test
  void endsWithAnError_whenTheKeyDoesNotWantIt() {
    gateway.limitedKey("sk-other", null, null, null, Map.of("stream_recovery", "off"));
    gateway.provider.script("gpt-4o", BEGINS.cutAfter(WORDS));

    var response = gateway.post(CHAT, "sk-other", ask("twin", STREAM, CHAT));

    assertBroken(response);
  }

  @Test
  void endsWithTheFirstError_whenNobodyGoesOn() {
    gateway.provider.script("gpt-4o", BEGINS.cutAfter(WORDS));
    gateway.provider.script("gpt-4o-mini", Refuse.status(401));

    var response = gateway.post(CHAT, WANTS, ask("twin", STREAM, CHAT));

    assertThat(response.body())
        .contains("The provider's answer broke off")
        .doesNotContain("[DONE]");
    assertThat(gateway.log.finished)
        .extracting(FinishDraft::outcome)
        .containsExactly(Outcome.CUT, Outcome.FAILED);
  }

  @Test
  void endsWithTheFirstError_whenTheBudgetCanNotPayForTheRest() {
    gateway.provider.script(
        "gpt-4o", BEGINS.cutAfter(WORDS).paced(Duration.ZERO, Duration.ofMillis(80)));
    var response = gateway.inBackground(() -> gateway.post(CHAT, WANTS, ask("twin", STREAM, CHAT)));
    await().until(() -> gateway.log.begun.size() == 1);
    gateway.plane.refuse(
        (budget, estimate) -> new Admission.Exhausted(budget, 1_000_000, 0, estimate));

    assertBroken(response.join());
    String id = response.join().headers().firstValue("x-litellm-call-id").orElseThrow();
    assertThat(json(gateway.get("/v1/attempts/" + id, MASTER)).findValuesAsText("reason"))
        .containsExactly("budget_exhausted");
  }

  private void assertBroken(HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).contains("data: {\"error\":{").doesNotContain("[DONE]");
    assertThat(gateway.log.finished).extracting(FinishDraft::outcome).containsExactly(Outcome.CUT);
  }

  /** One start, one text, one end; and its usage is what both attempts were billed for. */
  private void assertOneStream(String path, HttpResponse<String> response) {
    String body = response.body();
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(text(path, body)).as(body).isEqualTo(WHOLE);
    assertThat(body).doesNotContain("error");
    List<JsonNode> data = data(body);
    assertThat(gateway.log.finished)
        .extracting(FinishDraft::outcome)
        .containsExactly(Outcome.CUT, Outcome.SUCCEEDED);
    Tokens billed =
        gateway.log.finished.stream().map(FinishDraft::tokens).reduce(Tokens.NONE, Tokens::plus);
    if (path.equals(CHAT)) {
      assertThat(body).endsWith("data: [DONE]\n\n").containsOnlyOnce("[DONE]");
      assertThat(body).containsOnlyOnce("\"role\":").containsOnlyOnce("\"finish_reason\":\"stop\"");
      assertThat(data.stream().map(it -> it.path("id").asText()).distinct()).hasSize(1);
      assertThat(data.stream().map(it -> it.path("model").asText()).distinct()).hasSize(1);
      JsonNode usage = data.getLast().path("usage");
      assertThat(usage.path("prompt_tokens").asLong()).isEqualTo(billed.prompt());
      assertThat(usage.path("completion_tokens").asLong()).isEqualTo(billed.output());
    } else {
      assertThat(names(body))
          .containsExactly(
              "message_start",
              "content_block_start",
              "content_block_delta",
              "content_block_stop",
              "message_delta",
              "message_stop");
      assertThat(data.stream().filter(it -> it.has("index")).map(it -> it.path("index").asInt()))
          .containsOnly(0);
      JsonNode usage = data.get(data.size() - 2).path("usage");
      assertThat(usage.path("input_tokens").asLong()).isEqualTo(billed.prompt());
      assertThat(usage.path("output_tokens").asLong()).isEqualTo(billed.output());
    }
    assertThat(body).containsOnlyOnce("\"weir\":{\"continued\":[{\"model_group\":");
  }

  /** In their order, those of one kind in a row and signs of life left out. */
  private static List<String> names(String body) {
    List<String> names =
        body.lines()
            .filter(line -> line.startsWith("event: "))
            .map(line -> line.substring("event: ".length()))
            .filter(name -> !name.equals("ping"))
            .toList();
    return IntStream.range(0, names.size())
        .filter(i -> i == 0 || !names.get(i).equals(names.get(i - 1)))
        .mapToObj(names::get)
        .toList();
  }

  private static String text(String path, String body) {
    StringBuilder text = new StringBuilder();
    for (JsonNode data : data(body)) {
      text.append(
          path.equals(CHAT)
              ? data.at("/choices/0/delta/content").asText("")
              : data.at("/delta/text").asText(""));
    }
    return text.toString();
  }

  private static List<JsonNode> data(String body) {
    return body.lines()
        .filter(line -> line.startsWith("data: {"))
        .map(line -> read(line.substring("data: ".length())))
        .toList();
  }

  private static JsonNode read(String json) {
    try {
      return Json.read(json.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String ask(String group, String more, String path) {
    String fields =
        path.equals(CHAT) ? more : more.replace(",\"stream_options\":{\"include_usage\":true}", "");
    // The only one of its group is not to be asked again.
    boolean alone = group.equals("gpt-4o");
    return TestGateway.ask(group, fields + (alone ? ",\"num_retries\":0" : ""));
  }
}
