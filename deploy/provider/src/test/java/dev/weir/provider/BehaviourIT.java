package dev.weir.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.weir.provider.Behaviour.Answer;
import dev.weir.provider.Behaviour.Hang;
import dev.weir.provider.Behaviour.Refuse;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a script can make the provider do, seen from a client. */
class BehaviourIT {

  private static final String MODEL = "\"model\":\"gpt-4o\"";
  private static final String STREAM = MODEL + ",\"stream\":true";
  private static final Answer ANSWER = Answer.of(Usage.of(10, 20));

  private final ScriptedProvider provider =
      ScriptedProvider.start(ANSWER, Settings.DEFAULTS.withChunkGap(Duration.ofMillis(1)));
  private final Client client = Client.of(provider.baseUri());

  @AfterEach
  void close() {
    client.close();
    provider.close();
  }

  @Test
  void refusesAsOftenAsQueued_thenAnswers() {
    provider.next("gpt-4o", 2, Refuse.status(500));

    assertThat(client.chat(MODEL).statusCode()).isEqualTo(500);
    assertThat(client.chat("\"model\":\"other\"").statusCode()).isEqualTo(200);
    assertThat(client.chat(MODEL).statusCode()).isEqualTo(500);
    assertThat(client.chat(MODEL).statusCode()).isEqualTo(200);
    assertThat(provider.counts().get("gpt-4o")).isEqualTo(new ModelCounts(3, 2, 1, 0));
    assertThat(provider.ledger()).hasSize(2);
  }

  @Test
  void refusesWithHeadersAndWordsOfTheScript() {
    Refuse refuse =
        new Refuse(400, "t", "context_length_exceeded", "messages", "too long", Map.of())
            .with("retry-after", "7");
    provider.script("gpt-4o", refuse);

    HttpResponse<String> response = client.chat(MODEL);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("retry-after")).hasValue("7");
    assertThat(response.body())
        .isEqualTo(
            "{\"error\":{\"message\":\"too long\",\"type\":\"t\",\"param\":\"messages\","
                + "\"code\":\"context_length_exceeded\"}}");
  }

  @Test
  void tellsDeploymentsOfOneModelApartByTheirBaseUrl() {
    provider.script("east", Refuse.status(503));
    String body = "{" + MODEL + "," + Client.HELLO + "}";

    assertThat(client.post("/d/east/v1/chat/completions", body, Client.OPENAI).statusCode())
        .isEqualTo(503);
    assertThat(client.post("/d/west/v1/chat/completions", body, Client.OPENAI).statusCode())
        .isEqualTo(200);
    assertThat(provider.ledger().getFirst().deployment()).isEqualTo("west");
  }

  @Test
  void billsTheWordsSent_whenTheClientLeavesAStream() throws Exception {
    provider.script("gpt-4o", ANSWER.stallAfter(3));

    try (Socket socket = client.open(STREAM)) {
      readUntil(socket, " is");
    }

    await().until(() -> provider.ledger().size() == 1);
    Bill bill = provider.ledger().getFirst();
    assertThat(bill.cancelled()).isTrue();
    assertThat(bill.chunks()).isEqualTo(3);
    assertThat(bill.usage()).isEqualTo(Usage.of(10, 3));
  }

  @Test
  void noticesThatTheClientLeft_betweenTwoChunks() throws Exception {
    try (ScriptedProvider slow =
            ScriptedProvider.start(ANSWER, Settings.DEFAULTS.withChunkGap(Duration.ofSeconds(30)));
        Client other = Client.of(slow.baseUri())) {

      try (Socket socket = other.open(STREAM)) {
        readUntil(socket, "\"a\"");
      }

      await().until(() -> slow.ledger().size() == 1);
      assertThat(slow.ledger().getFirst().outcome()).isEqualTo(Bill.Outcome.CANCELLED);
      assertThat(slow.ledger().getFirst().usage().output()).isEqualTo(1);
    }
  }

  @Test
  void hangsWithoutABill_untilTheClientLeaves() throws Exception {
    provider.next("gpt-4o", 1, new Hang());

    try (Socket _ = client.open(MODEL)) {
      await().until(() -> provider.counts().containsKey("gpt-4o"));
      assertThat(provider.counts().get("gpt-4o").abandoned()).isZero();
    }

    await().until(() -> provider.counts().get("gpt-4o").abandoned() == 1);
    assertThat(provider.ledger()).isEmpty();
  }

  @Test
  void doesNotBill_whenTheClientLeavesBeforeTheFirstByte() throws Exception {
    provider.script("gpt-4o", ANSWER.delayedBy(Duration.ofSeconds(30)));

    client.open(MODEL).close();

    await()
        .until(() ->
            provider.counts().containsKey("gpt-4o")
                && provider.counts().get("gpt-4o").abandoned() == 1);
    assertThat(provider.ledger()).isEmpty();
  }

  @Test
  void cutsAStreamWithoutItsEnd_andBillsWhatWasSent() throws Exception {
    provider.script("gpt-4o", ANSWER.cutAfter(2));

    try (Socket socket = client.open(STREAM)) {
      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(all).contains("\" weir\"").doesNotContain("\" is\"").doesNotContain("[DONE]");
      assertThat(all).doesNotEndWith("0\r\n\r\n");
    }
    assertThat(provider.ledger().getFirst().outcome()).isEqualTo(Bill.Outcome.CUT);
    assertThat(provider.ledger().getFirst().usage()).isEqualTo(Usage.of(10, 2));
  }

  @Test
  void cutsAPlainAnswerInsideItsBody() {
    provider.script("gpt-4o", ANSWER.cutAfter(0));

    assertThatThrownBy(() -> client.chat(MODEL))
        .isInstanceOf(UncheckedIOException.class)
        .cause()
        .isInstanceOf(IOException.class);
  }

  @Test
  void keepsTheNewestRequests_withoutTheirKeys() {
    client.chat(MODEL);

    Received request = provider.requests().getLast();
    assertThat(request.path()).isEqualTo("/v1/chat/completions");
    assertThat(request.headers()).containsEntry("authorization", "1234");
    assertThat(request.body()).isEqualTo("{" + MODEL + "," + Client.HELLO + "}");
  }

  @Test
  void keepsOnlyCounts_whenNotRecording() {
    try (ScriptedProvider silent =
            ScriptedProvider.start(ANSWER, Settings.DEFAULTS.withoutRecording());
        Client other = Client.of(silent.baseUri())) {
      other.chat(MODEL);

      assertThat(silent.ledger()).isEmpty();
      assertThat(silent.requests()).isEmpty();
      assertThat(silent.counts()).containsEntry("gpt-4o", new ModelCounts(1, 0, 1, 0));
    }
  }

  private static void readUntil(Socket socket, String wanted) throws IOException {
    StringBuilder seen = new StringBuilder();
    while (seen.indexOf(wanted) < 0) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        throw new EOFException("ended before " + wanted + ": " + seen);
      }
      seen.append((char) next);
    }
  }
}
