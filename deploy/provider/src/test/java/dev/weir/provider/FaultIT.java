package dev.weir.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.provider.Behaviour.Answer;
import dev.weir.provider.Behaviour.Drop;
import dev.weir.provider.Behaviour.ErrorAfter;
import dev.weir.provider.Behaviour.Masked;
import dev.weir.provider.Behaviour.Page;
import dev.weir.provider.Behaviour.Point;
import dev.weir.provider.Behaviour.Refuse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every way in which an answer goes wrong, byte by byte. */
class FaultIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MODEL = "\"model\":\"gpt-4o\"";
  private static final String STREAM = MODEL + ",\"stream\":true";
  private static final Answer ANSWER = Answer.of(Usage.of(10, 4));
  private static final int SILENCE_MILLIS = 300;

  private final ScriptedProvider provider = ScriptedProvider.start(ANSWER);
  private final Client client = Client.of(provider.baseUri());

  @AfterEach
  void close() {
    client.close();
    provider.close();
  }

  /** What came, and how it ended. */
  private record Seen(String text, End end) {}

  private enum End {
    CLOSED,
    RESET,
    SILENT
  }

  @ParameterizedTest
  @EnumSource(Point.class)
  void resetsBeforeAndInTheHead(Point point) throws IOException {
    Seen seen = seen(new Drop(point), MODEL);

    assertThat(seen.end()).isEqualTo(End.RESET);
    assertThat(seen.text()).doesNotContain("\r\n\r\n");
    assertThat(provider.ledger()).isEmpty();
    assertEnding(Attempt.Ending.REFUSED);
  }

  @ParameterizedTest
  @EnumSource(
      value = Break.class,
      names = {"CUT", "RESET", "ENDED", "STALLED"})
  void sendsTheHeadAlone(Break how) throws IOException {
    Seen seen = seen(ANSWER.breaking(how, Break.AT_HEAD), STREAM);

    assertThat(seen.text()).startsWith("HTTP/1.1 200 OK").doesNotContain("data:");
    assertThat(seen.text()).endsWith(how == Break.ENDED ? "\r\n\r\n0\r\n\r\n" : "\r\n\r\n");
    assertThat(seen.end()).isEqualTo(end(how));
  }

  @ParameterizedTest
  @EnumSource(
      value = Break.class,
      names = {"CUT", "RESET", "ENDED", "STALLED"})
  void breaksAStreamAfterTwoWords_andBillsThem(Break how) throws IOException {
    Seen seen = seen(ANSWER.breaking(how, 2), STREAM);

    assertThat(seen.text()).contains("\" weir\"").doesNotContain("\" is\"", "[DONE]", "\"stop\"");
    assertThat(seen.text().endsWith("0\r\n\r\n")).isEqualTo(how == Break.ENDED);
    assertThat(seen.end()).isEqualTo(end(how));
    await().until(() -> provider.ledger().size() == 1);
    assertThat(provider.ledger().getFirst().usage()).isEqualTo(Usage.of(10, 2));
    assertEnding(how == Break.STALLED ? Attempt.Ending.CANCELLED : Attempt.Ending.BROKEN);
  }

  @ParameterizedTest
  @EnumSource(
      value = Break.class,
      names = {"CUT", "RESET", "STALLED"})
  void breaksABodyHalfWay(Break how) throws IOException {
    Seen seen = seen(ANSWER.breaking(how, 0), MODEL);

    assertThat(seen.text()).contains("chat.completion").doesNotContain("x_unknown_field");
    assertThat(seen.end()).isEqualTo(end(how));
  }

  private static End end(Break how) {
    return switch (how) {
      case CUT -> End.CLOSED;
      case RESET -> End.RESET;
      default -> End.SILENT; // The connection stays open.
    };
  }

  @ParameterizedTest
  @EnumSource(
      value = Break.class,
      names = {"ENDED", "BAD_JSON", "BAD_SSE", "UNTERMINATED"})
  void sendsABodyThatIsNoJson(Break how) {
    provider.script(ANSWER.breaking(how, 0));

    HttpResponse<String> response = client.chat(MODEL);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThatThrownBy(() -> JSON.readTree(response.body())).isInstanceOf(IOException.class);
  }

  @Test
  void spoilsOneEventOfAStream_andGoesOn() {
    provider.next("*", 1, ANSWER.breaking(Break.BAD_JSON, 2));
    provider.next("*", 1, ANSWER.breaking(Break.BAD_SSE, 2));

    assertThat(client.chat(STREAM).body())
        .containsSubsequence("\" weir\"", "[{]}\n\n", "\" is\"", "[DONE]");
    assertThat(client.chat(STREAM).body())
        .containsSubsequence("\" weir\"", "\ndota: ", "\" is\"", "[DONE]");
  }

  @Test
  void leavesOutTheTerminalEvent() {
    provider.script(ANSWER.breaking(Break.UNTERMINATED, 0));

    assertThat(client.chat(STREAM).body()).contains("\"stop\"").doesNotContain("[DONE]");
    assertThat(client.messages("\"model\":\"claude\",\"max_tokens\":9,\"stream\":true").body())
        .contains("message_delta")
        .doesNotContain("message_stop");
  }

  @Test
  void endsAStreamInAnErrorEvent_inEachProtocol() {
    provider.script(new ErrorAfter(2, Refuse.status(529), ANSWER));

    assertThat(client.chat(STREAM).body())
        .contains("\" weir\"")
        .endsWith("data: " + new OpenAiWire().error(Refuse.status(529), "") + "\n\n");
    assertThat(client.messages("\"model\":\"claude\",\"max_tokens\":9,\"stream\":true").body())
        .contains("\" weir\"")
        .contains(
            "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"")
        .doesNotContain("message_stop");
    assertThat(provider.ledger()).extracting(Bill::usage).containsOnly(Usage.of(10, 2));
  }

  @Test
  void answers200WithAnError() throws IOException {
    provider.script(new Masked(Refuse.status(500)));

    HttpResponse<String> response = client.chat(STREAM);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(JSON.readTree(response.body()).at("/error/type").asText()).isEqualTo("server_error");
    assertThat(provider.ledger()).isEmpty();
  }

  @Test
  void answersAsAProxyInBetween() {
    provider.script(Page.html(502));

    HttpResponse<String> response = client.chat(MODEL);

    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(response.headers().firstValue("content-type")).hasValue("text/html");
    assertThat(response.body()).startsWith("<html>").contains("502 Bad Gateway");
  }

  @Test
  void answersWithoutAChoiceOrContent() throws IOException {
    provider.script(ANSWER.breaking(Break.EMPTY, 0));

    assertThat(JSON.readTree(client.chat(MODEL).body()).path("choices")).isEmpty();
    assertThat(JSON.readTree(client.chat(MODEL).body()).has("usage")).isTrue();
    assertThat(client.chat(STREAM).body()).isEqualTo("data: [DONE]\n\n");
    assertThat(client.messages("\"model\":\"claude\",\"max_tokens\":9").body())
        .contains("\"content\":[]");
    assertThat(client.messages("\"model\":\"claude\",\"max_tokens\":9,\"stream\":true").body())
        .contains("message_stop")
        .doesNotContain("content_block");
  }

  @Test
  void announcesMoreThanItSends() throws IOException {
    Seen whole = seen(ANSWER.breaking(Break.LENGTH_OVER, 0), MODEL);
    Seen stream = seen(ANSWER.breaking(Break.LENGTH_OVER, 0), STREAM);

    assertThat(whole.text()).contains("x_unknown_field");
    assertThat(stream.text()).contains("[DONE]");
    for (Seen seen : new Seen[] {whole, stream}) {
      assertThat(seen.end()).isEqualTo(End.SILENT);
      assertThat(announced(seen)).isEqualTo(sent(seen) + 100);
    }
  }

  @Test
  void announcesLessThanItSends() throws IOException {
    Seen whole = seen(ANSWER.breaking(Break.LENGTH_UNDER, 0), MODEL);
    Seen stream = seen(ANSWER.breaking(Break.LENGTH_UNDER, 2), STREAM);

    assertThat(announced(whole)).isEqualTo(sent(whole) / 2);
    String read = stream.text().substring(head(stream), head(stream) + announced(stream));
    assertThat(read).contains("\" weir\"").doesNotContain("\" is\"").endsWith("\n\n");
    assertThat(stream.text()).endsWith("data: [DONE]\n\n");
  }

  private static int head(Seen seen) {
    return seen.text().indexOf("\r\n\r\n") + 4;
  }

  private static int sent(Seen seen) {
    return seen.text().length() - head(seen);
  }

  private static int announced(Seen seen) {
    String rest = seen.text().substring(seen.text().indexOf("content-length: ") + 16);
    return Integer.parseInt(rest.substring(0, rest.indexOf('\r')));
  }

  @Test
  void waitsBeforeTheFirstWord() throws IOException {
    Seen seen = seen(ANSWER.paced(Duration.ofSeconds(30), Duration.ZERO), STREAM);

    assertThat(seen.text()).contains("\"role\":\"assistant\"").doesNotContain("\"a\"");
    assertThat(seen.end()).isEqualTo(End.SILENT);
    Seen whole = seen(ANSWER.paced(Duration.ofSeconds(30), Duration.ZERO), MODEL);
    assertThat(whole.text()).endsWith("\r\n\r\n");
  }

  @Test
  void dripsWordByWord() throws IOException {
    Seen seen = seen(ANSWER.paced(Duration.ZERO, Duration.ofSeconds(30)), STREAM);

    assertThat(seen.text()).contains("\"a\"").doesNotContain("\" weir\"");
  }

  /** Reads until the end, or until nothing came for a while. */
  private Seen seen(Script script, String fields) throws IOException {
    provider.script(script);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (Socket socket = client.open(fields)) {
      socket.setSoTimeout(SILENCE_MILLIS);
      End end = End.CLOSED;
      try {
        socket.getInputStream().transferTo(all);
      } catch (SocketTimeoutException silent) {
        end = End.SILENT;
      } catch (SocketException reset) {
        end = End.RESET;
      }
      return new Seen(all.toString(StandardCharsets.UTF_8), end);
    }
  }

  private void assertEnding(Attempt.Ending ending) {
    await().until(() -> provider.attempts("gpt-4o").getFirst().ending() == ending);
  }
}
