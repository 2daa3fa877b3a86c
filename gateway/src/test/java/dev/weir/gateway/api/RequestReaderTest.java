package dev.weir.gateway.api;

import static dev.weir.gateway.core.Protocol.ANTHROPIC_MESSAGES;
import static dev.weir.gateway.core.Protocol.OPENAI_CHAT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.gateway.api.Controls.TestSwitch;
import dev.weir.gateway.api.RequestReading.Malformed;
import dev.weir.gateway.api.RequestReading.Read;
import dev.weir.gateway.api.RequestReading.Refused;
import dev.weir.gateway.core.CacheControl;
import dev.weir.gateway.core.Failure.Kind;
import dev.weir.gateway.core.Protocol;
import dev.weir.gateway.core.Simulation.GroupFails;
import dev.weir.schemas.config.Fallbacks.Target;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {
  @Test
  void readsTheFactsOfAChat() {
    Read read =
        (Read)
            chat(
                """
                {"model":"gpt-4o","messages":[],"stream":true,"n":2,"max_tokens":5,
                 "max_completion_tokens":7,"stream_options":{"include_usage":true}}\
                """);

    assertThat(read.request().model()).isEqualTo("gpt-4o");
    assertThat(read.request().stream()).isTrue();
    assertThat(read.request().includeUsage()).isTrue();
    assertThat(read.request().choices()).isEqualTo(2);
    assertThat(read.request().maxOutputTokens()).isEqualTo(7);
    assertThat(read.controls()).isEqualTo(Controls.NONE);
  }

  @Test
  void readsTheFactsOfAMessage() {
    Read read =
        (Read)
            messages(
                """
                {"model":"c","max_tokens":9,"messages":[],"metadata":{"user_id":"u"},
                 "litellm_metadata":{"tags":["t"]}}\
                """);

    assertThat(read.request().maxOutputTokens()).isEqualTo(9);
    assertThat(read.request().includeUsage()).isTrue();
    assertThat(read.request().stream()).isFalse();
    assertThat(read.controls().user()).isEqualTo("u");
    assertThat(read.controls().tags()).containsExactly("t");
  }

  @Test
  void readsTheFactsOfEmbeddings() {
    Read read =
        (Read)
            embeddings(
                "{\"model\":\"e\",\"input\":[1],\"user\":\"u\",\"metadata\":{\"tags\":[\"t\"]}}");

    assertThat(read.request().model()).isEqualTo("e");
    assertThat(read.request().stream()).isFalse();
    assertThat(read.request().maxOutputTokens()).isZero();
    assertThat(read.request().choices()).isEqualTo(1);
    assertThat(read.controls().user()).isEqualTo("u");
    assertThat(read.controls().tags()).containsExactly("t");
  }

  @Test
  void refusesEmbeddingsOfNothing_orStreamed() {
    assertThat(embeddings("{\"model\":\"e\",\"messages\":[]}"))
        .isEqualTo(new Malformed("/embeddings: Missing required parameter: 'input'.", "input"));
    assertThat(embeddings(""))
        .isEqualTo(new Malformed("/embeddings: Missing required parameter: 'input'.", "input"));
    assertThat(embeddings("{\"model\":\"e\",\"input\":\"a\",\"stream\":true}"))
        .isEqualTo(new Malformed("'stream' is not supported for embeddings.", "stream"));
  }

  @Test
  void readsWhatIsForTheGateway() {
    Read read =
        (Read)
            chat(
                """
                {"model":"m","messages":[],"mock_testing_fallbacks":true,"num_retries":0,
                 "cache":{"no-cache":true,"ttl":1.5,"s-maxage":0,"namespace":"n","no-store":null},
                 "fallbacks":["b",{"model":"c"}],"timeout":1.5,"drop_params":false,"tags":["a"],
                 "allowed_model_region":"eu",
                 "metadata":{"tags":["b"]},"user":"u"}\
                """);

    assertThat(read.controls())
        .isEqualTo(
            new Controls(
                new TestSwitch("mock_testing_fallbacks", new GroupFails(Kind.SIMULATED)),
                false,
                Target.of("b", "c"),
                0,
                Duration.ofMillis(1500),
                null,
                false,
                "eu",
                List.of("a", "b"),
                "u",
                new CacheControl(true, null, null, Duration.ofMillis(1500), Duration.ZERO, "n")));
  }

  @Test
  void treatsNullAsNotGiven() {
    Read read =
        (Read)
            chat(
                "{\"model\":\"m\",\"messages\":[],\"n\":null,\"max_tokens\":null,\"stream\":null}");

    assertThat(read.request().maxOutputTokens()).isNull();
    assertThat(read.request().choices()).isEqualTo(1);
    assertThat(read.request().stream()).isFalse();
  }

  @Test
  void saysWhereJsonIsBroken_asRecorded() {
    JsonNode recorded = Recordings.read("bad-invalid-json");
    JsonNode error = recorded.get("response").get("body").get("error");

    assertThat(chat(recorded.get("request").get("body").textValue()))
        .isEqualTo(new Malformed(error.get("message").textValue(), "request_body"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[1,2]",
        "{} {}",
        "{\"a\":01}",
        "{\"a\":}",
        "nul",
        "{\"a\":\"\n\"}",
        "{,}",
        "\"a\""
      })
  void refusesWhatIsNotAnObject(String body) {
    assertThat(chat(body)).isInstanceOf(Malformed.class);
    assertThat(((Malformed) chat(body)).message()).startsWith("Invalid JSON payload: ");
  }

  @Test
  void refusesUtf16() {
    byte[] body =
        "{\"model\":\"m\",\"messages\":[]}".getBytes(java.nio.charset.StandardCharsets.UTF_16LE);

    assertThat(RequestReader.read(OPENAI_CHAT, body)).isInstanceOf(Malformed.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|messages|/chat/completions: Missing required parameter: 'messages'.",
        "{\"model\":\"m\"}|messages|/chat/completions: Missing required parameter: 'messages'.",
        "{\"messages\":[]}|model|/chat/completions: Missing required parameter: 'model'.",
        "{\"model\":42,\"messages\":[]}|model|'model' must be a string.",
        "{\"model\":\"m\",\"messages\":[],\"stream\":\"yes\"}|stream|'stream' must be a boolean.",
        "{\"model\":\"m\",\"messages\":[],\"max_tokens\":1.5}|max_tokens|'max_tokens' must be an"
            + " integer.",
        "{\"model\":\"m\",\"messages\":[],\"max_tokens\":-1}|max_tokens|'max_tokens' must be an"
            + " integer.",
        "{\"model\":\"m\",\"messages\":[],\"n\":0}|n|'n' must be between 1 and 128.",
        "{\"model\":\"m\",\"mod\\u0065l\":\"x\",\"messages\":[]}|model|'model' is given twice.",
        "{\"model\":\"m\",\"messages\":[],\"allowed_openai_params\":[]}|allowed_openai_params"
            + "|'allowed_openai_params' is not supported.",
        "{\"model\":\"m\",\"messages\":[],\"mock_response\":{}}|mock_response|'mock_response' must"
            + " be a string.",
      })
  void namesTheFieldAtFault(String body, String param, String message) {
    assertThat(chat(body)).isEqualTo(new Malformed(message, param));
  }

  @Test
  void requiresMaxTokensOfAMessage() {
    assertThat(messages("{\"model\":\"m\",\"messages\":[]}"))
        .isEqualTo(
            new Malformed(
                "anthropic_messages: Missing required parameter: 'max_tokens'.", "max_tokens"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "api_base",
        "base_url",
        "api_key",
        "model_list",
        "extra_headers",
        "input_cost_per_token",
        "cache_creation_input_token_cost_above_1hr",
        "aws_secret_access_key",
        "success_callback"
      })
  void refusesWhatOnlyTheOperatorMaySet(String field) {
    String body = "{\"model\":\"m\",\"messages\":[],\"%s\":null}".formatted(field);

    assertThat(chat(body)).isEqualTo(new Refused(field));
    assertThat(messages(body)).isEqualTo(new Refused(field));
  }

  private static RequestReading chat(String body) {
    return read(OPENAI_CHAT, body);
  }

  private static RequestReading messages(String body) {
    return read(ANTHROPIC_MESSAGES, body);
  }

  private static RequestReading read(Protocol protocol, String body) {
    return RequestReader.read(protocol, body.getBytes(UTF_8));
  }

  private static RequestReading embeddings(String body) {
    return RequestReader.read(Protocol.OPENAI_EMBEDDINGS, body.getBytes(UTF_8));
  }
}
