package dev.weir.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.provider.Behaviour.Answer;
import dev.weir.provider.Behaviour.Refuse;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** OpenAI's and Azure's embeddings over a real connection. */
class EmbeddingIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String OPENAI = "/v1/embeddings";
  private static final String AZURE = "/openai/deployments/mine/embeddings?api-version=2024-02-01";

  private final ScriptedProvider provider =
      ScriptedProvider.start(Answer.of(new Usage(11, 4, 0, 0, 5, 2)));
  private final Client client = Client.of(provider.baseUri());

  @AfterEach
  void close() {
    client.close();
    provider.close();
  }

  private HttpResponse<String> embed(String path, String fields) {
    return client.post(
        path,
        "{" + fields + "}",
        "authorization",
        "Bearer sk-test-1234",
        "api-key",
        "azure-key-1234");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"\"a\"|1", "[\"a\",\"b\"]|2", "[1,2,3]|1", "[[1,2],[3]]|2"})
  void makesAVectorOfEachInput_andBillsThePromptAlone(String input, int count) throws Exception {
    var response = embed(OPENAI, "\"model\":\"text-embedding-3-small\",\"input\":" + input);

    JsonNode body = JSON.readTree(response.body());
    assertThat(body.path("object").asText()).isEqualTo("list");
    assertThat(body.path("data")).hasSize(count);
    assertThat(body.path("data").get(count - 1).path("embedding")).hasSize(1_536);
    assertThat(body.path("data").get(count - 1).path("index").asInt()).isEqualTo(count - 1);
    assertThat(body.path("usage").toString())
        .isEqualTo("{\"prompt_tokens\":15,\"total_tokens\":15}");
    assertThat(provider.ledger())
        .singleElement()
        .satisfies(bill -> {
          assertThat(bill.protocol()).isEqualTo(Protocol.OPENAI);
          assertThat(bill.usage()).isEqualTo(Usage.of(15, 0));
        });
  }

  @Test
  void saysTheSameInBothEncodings() throws Exception {
    String fields = "\"model\":\"m\",\"input\":\"a\",\"dimensions\":4";

    JsonNode floats = JSON.readTree(embed(OPENAI, fields).body()).at("/data/0/embedding");
    JsonNode text =
        JSON.readTree(embed(OPENAI, fields + ",\"encoding_format\":\"base64\"").body())
            .at("/data/0/embedding");

    var bytes =
        ByteBuffer.wrap(Base64.getDecoder().decode(text.asText())).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(floats).hasSize(4);
    for (JsonNode value : floats) {
      assertThat(value.floatValue()).isEqualTo(bytes.getFloat());
    }
    assertThat(bytes.hasRemaining()).isFalse();
  }

  @Test
  void answersAtAzuresPath_forTheDeploymentInIt() {
    var response = embed(AZURE, "\"input\":\"a\"");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(provider.ledger())
        .singleElement()
        .satisfies(bill -> {
          assertThat(bill.protocol()).isEqualTo(Protocol.AZURE);
          assertThat(bill.model()).isEqualTo("mine");
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"model\":\"m\"|Missing required parameter: 'input'.",
        "\"input\":\"a\"|you must provide a model parameter",
        "\"model\":\"m\",\"input\":[]|Invalid 'input': empty array. Expected an array with minimum"
            + " length 1, but got an empty array instead.",
        "\"model\":\"m\",\"input\":\"a\",\"tags\":[]|Unrecognized request argument supplied: tags"
      })
  void refusesWhatOpenAiRefuses(String fields, String message) throws Exception {
    var response = embed(OPENAI, fields);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(JSON.readTree(response.body()).at("/error/message").asText()).isEqualTo(message);
    assertThat(provider.ledger()).isEmpty();
  }

  @Test
  void misbehavesAsScripted() {
    provider.next("m", 1, Refuse.status(500));

    assertThat(embed(OPENAI, "\"model\":\"m\",\"input\":\"a\"").statusCode()).isEqualTo(500);
    assertThat(embed(OPENAI, "\"model\":\"m\",\"input\":\"a\"").statusCode()).isEqualTo(200);
  }
}
